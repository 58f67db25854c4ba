import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMembers } from './check-members.ts'
import { isIsolaError } from './errors.ts'
import { LIMITS } from './limits.ts'

function isRefused(value: unknown): boolean {
  try {
    checkMembers(value)
    return false
  } catch (error) {
    if (isIsolaError(error, 'INVALID_INPUT')) return true
    throw error
  }
}

/** Fields and items at all levels, counted the plain way. */
const membersOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, member) => sum + 1 + membersOf(member), 0)
    : 0

const most = LIMITS.inputMembers
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1]))

describe('an input', () => {
  it('has as many members as there may be, and no more, wherever they are', () => {
    for (const make of [
      fields,
      (count: number) => Array(count).fill(null),
      (count: number) => ({ lines: Array(count - 1).fill('x') }),
      (count: number) => [fields(count - 2), {}],
    ]) {
      expect(isRefused(make(most))).toBe(false)
      expect(isRefused(make(most + 1))).toBe(true)
    }
  })

  it('of any shape is counted whole', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const filler = Array(most - membersOf(value) - 2).fill(0)
        expect(isRefused([value, filler])).toBe(false)
        expect(isRefused([value, [...filler, 0]])).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('nested deeper than any stack is counted too', () => {
    let value: unknown = []
    for (let depth = 0; depth < 1_000_000; depth++) value = [value]
    expect(isRefused(value)).toBe(true)
  })

  it('may hold an input of a workload of any size, which has a bound of its own', () => {
    expect(isRefused({ runtime: 'node', input: Array(2 * most).fill(1) })).toBe(false)
    expect(isRefused({ labels: { input: Array(2 * most).fill(1) } })).toBe(true)
  })
})
