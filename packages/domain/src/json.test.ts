import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonValue } from './json.ts'
import { LIMITS } from './limits.ts'

const isJson = (value: unknown) => jsonValue.safeParse(value).success
const nested = (levels: number, innermost: unknown, wrap: (value: unknown) => unknown) => {
  let value = innermost
  for (let level = 0; level < levels; level++) value = wrap(value)
  return value
}

describe('a JSON value', () => {
  it('is whatever JSON can say, and passes unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }), (value) => {
        expect(jsonValue.parse(value)).toBe(value)
      }),
    )
  })

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value: unknown = JSON.parse(text)
        expect(isJson(value)).toBe(true)
      }),
    )
  })

  it.each([
    ['undefined', undefined],
    ['a hole', { a: undefined }],
    ['an empty place of an array', Object.assign([1], { length: 2 })],
    ['NaN', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a BigInt', 1n],
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a method', { toJSON: () => 1 }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['an instance of a class', new (class Thing {})()],
    ['half a surrogate pair', '\ud800'],
    ['half a surrogate pair as a key', { '\udc00': 1 }],
    ['a text object', Object('x')],
  ])('is not %s, at whatever depth', (_, value) => {
    for (const one of [value, [value], { a: [{ b: value }] }]) expect(isJson(one)).toBe(false)
  })

  it('may be an object without a prototype, or with odd keys', () => {
    const bare: unknown = Object.assign(Object.create(null), { a: 1 })
    expect(isJson(bare)).toBe(true)
    expect(isJson(JSON.parse('{"__proto__":{"a":1},"constructor":1,"":2}'))).toBe(true)
  })

  it('is at most 100 levels deep, and deeper ones overflow no stack', () => {
    for (const wrap of [(value: unknown) => [value], (value: unknown) => ({ a: value })]) {
      expect(isJson(nested(LIMITS.inputDepth, 1, wrap))).toBe(true)
      expect(isJson(nested(LIMITS.inputDepth + 1, 1, wrap))).toBe(false)
      expect(isJson(nested(100_000, 1, wrap))).toBe(false)
    }
  })

  it('does not lead back into itself', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(isJson(circle)).toBe(false)
  })
})
