import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasMoreParts } from './json-text.ts'

/** Counted on the value, where no string can be mistaken for structure. */
function partsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Array.isArray(value) ? value : Object.values(value)
  const inside = members.reduce<number>((sum, member) => sum + partsOf(member), 0)
  return 1 + (Array.isArray(value) ? 0 : members.length) + inside
}

it('counts the objects, arrays and members of a JSON text, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: fc.constantFrom('"', '\\', ':', '{', '[', 'a') }), (value) => {
      const parts = partsOf(value)
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)])
        expect([hasMoreParts(text, parts), hasMoreParts(text, parts - 1)]).toEqual([false, parts > 0])
    }),
    { numRuns: 2_000 },
  )
})
