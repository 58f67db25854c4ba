import { describe, expect, it } from 'vitest'
import { firstOpen, jsonRows } from './json-rows.ts'

const shown = (value: unknown) =>
  jsonRows(value, (path) => firstOpen(value).has(path)).map(
    ({ name, depth, closing }) => `${depth}${name ?? ''}${closing ? '!' : ''}`,
  )

describe('the rows of JSON', () => {
  it('hold what is open, and end what they began', () => {
    expect(shown({ a: [1, {}], b: null })).toEqual(['0', '1a', '2', '2', '1!', '1b', '0!'])
    expect(jsonRows({ a: [1] }, (path) => path === '')).toHaveLength(3)
  })

  it('open level by level, as long as that stays readable', () => {
    expect(firstOpen({ a: { b: Array.from({ length: 1_000 }, () => 0) } })).toEqual(new Set(['', '/a']))
    expect(firstOpen(Array.from({ length: 1_000 }, () => ({})))).toEqual(new Set(['']))
  })

  it('are told of nesting that is deeper than the stack', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    expect(jsonRows(deep, () => true).length).toBeGreaterThan(50_000)
  })
})
