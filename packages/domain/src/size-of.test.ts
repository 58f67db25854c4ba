import { describe, expect, it } from 'vitest'
import { sizeOf } from './size-of.ts'

describe('the size of a request', () => {
  it.for([
    ['a string', 'x'.repeat(1_000), 1_000],
    ['a string of characters beyond Latin-1', '\u{20ac}'.repeat(1_000), 2_000],
    ['a buffer', new Uint8Array(1_000), 1_000],
    ['strings at any depth', { a: [{ b: 'x'.repeat(1_000) }, 'y'.repeat(1_000)] }, 2_000],
    ['keys', { ['k'.repeat(1_000)]: null }, 1_000],
    ['a thousand values of no length', Array.from({ length: 1_000 }, () => ({})), 16_000],
  ] as const)('counts %s in full', ([, value, atLeast]) => {
    expect(sizeOf(value)).toBeGreaterThanOrEqual(atLeast)
    expect(sizeOf(value)).toBeLessThan(4 * atLeast)
  })
})
