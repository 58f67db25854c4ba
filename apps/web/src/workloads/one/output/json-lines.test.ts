import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstOpen, jsonLines, shownLines } from './json-lines.ts'

const linesOf = (text: string) => jsonLines(text) ?? []
const tokensOf = (text: string) => linesOf(text).map(({ key, token }) => (key ? `${key}: ${token}` : token))
/** The text that the lines show, with nothing between the tokens. */
const joined = (text: string) =>
  linesOf(text)
    .map(({ key, token, comma }) => `${key === null ? '' : `${key}:`}${token}${comma ? ',' : ''}`)
    .join('')
const firstShown = (text: string) => {
  const lines = linesOf(text)
  const open = firstOpen(lines)
  return shownLines(lines, (line) => open.has(line)).map((at) => lines[at]?.token)
}

describe('the lines of JSON', () => {
  it('have every number as it was written', () => {
    const numbers = [
      '1909198862420847982',
      '9007199254740993',
      '1e400',
      '1.0',
      '-0',
      '1E+2',
      `1${'0'.repeat(400)}`,
    ]
    expect(tokensOf(`[${numbers.join(', ')}]`)).toEqual(['[', ...numbers, ']'])
  })

  it('keep keys in their order, integers, __proto__ and repeated ones too', () => {
    const text = '{"b":1,"10":2,"2":3,"__proto__":4,"b":5}'
    expect(tokensOf(text)).toEqual(['{', '"b": 1', '"10": 2', '"2": 3', '"__proto__": 4', '"b": 5', '}'])
  })

  it('are the text itself, token by token', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const compact = JSON.stringify(value)
        expect(joined(compact)).toBe(compact)
        expect(joined(JSON.stringify(value, null, '\t'))).toBe(compact)
      }),
    )
  })

  it('do not exist for text that is not JSON, for JSON that is cut off, or for a single value', () => {
    for (const text of ['', 'text', '{"a":', '[1,]', "{'a':1}", '[1] // one', '12', '"[1]"', '[01]', '[NaN]'])
      expect([text, jsonLines(text)]).toEqual([text, null])
  })

  it('show what is open, and fold the rest into one line each', () => {
    expect(firstShown('{"a":[1,{}],"b":null}')).toEqual(['{', '[', '1', '{', ']', 'null', '}'])
    expect(shownLines(linesOf('{"a":[1]}'), (line) => line === 0)).toEqual([0, 1, 4])
    expect(linesOf('{"a":[1,[2,3]]}').map(({ size }) => size)).toEqual([1, 2, 0, 2, 0, 0, 0, 0, 0])
  })

  it('open level by level, as long as that stays readable', () => {
    const many = JSON.stringify({ a: { b: Array.from({ length: 1_000 }, () => 0) } })
    expect(firstShown(many)).toEqual(['{', '{', '[', '}', '}'])
    const list = JSON.stringify(Array.from({ length: 1_000 }, () => ({})))
    expect(firstShown(list)).toHaveLength(1_002)
  })

  it('show an empty list as one line', () => {
    for (const text of ['[]', '{}']) expect(firstShown(text)).toEqual([text[0]])
  })

  it('are read at any depth, deeper than the stack too', () => {
    const depth = 50_000
    const lines = linesOf(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    expect(shownLines(lines, () => true)).toHaveLength(2 * depth)
    expect(firstOpen(lines).size).toBeLessThanOrEqual(151)
  })
})
