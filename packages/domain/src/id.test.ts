import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workloadId, workloadIdPrefix } from './id.ts'
import { firstIdAt, idTime } from './ulid.ts'

const MOST_MS = 2 ** 48 - 1
const time = fc.oneof(
  fc.integer({ min: 0, max: MOST_MS }),
  fc.constantFrom(0, 1, 31, 32, 2 ** 45 - 1, 2 ** 45, MOST_MS),
)
const ulid = fc.tuple(
  time,
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 16, maxLength: 16 }),
)

describe('an id', () => {
  it('begins with its time, to the millisecond', () => {
    fc.assert(
      fc.property(ulid, ([ms, chance]) => {
        expect(idTime(firstIdAt(ms).slice(0, 10) + chance)).toBe(ms)
      }),
    )
  })

  it('is no less than the first of its millisecond, and less than the first of the next', () => {
    fc.assert(
      fc.property(ulid, ([ms, chance]) => {
        const id = firstIdAt(ms).slice(0, 10) + chance
        expect(workloadId.parse(id)).toBe(id)
        expect(firstIdAt(ms) <= id).toBe(true)
        if (ms < MOST_MS) expect(id < firstIdAt(ms + 1)).toBe(true)
      }),
    )
  })

  it('sorts by time', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(Math.sign(a - b)).toBe(firstIdAt(a) < firstIdAt(b) ? -1 : firstIdAt(a) > firstIdAt(b) ? 1 : 0)
      }),
    )
  })

  it('is known by a published example', () => {
    expect(idTime('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe(1_469_922_850_259)
    expect(firstIdAt(MOST_MS)).toBe(`7ZZZZZZZZZ${'0'.repeat(16)}`)
    expect(firstIdAt(0)).toBe('0'.repeat(26))
  })

  it('is 26 capitals and digits without I, L, O and U, in 48 bits of time', () => {
    for (const id of ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ']) {
      expect(workloadId.safeParse(id).success).toBe(true)
    }
    for (const id of [
      '',
      '01ARZ3NDEKTSV4RRFFQ69G5FA',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV0',
      '01arz3ndektsv4rrffq69g5fav',
      '81ARZ3NDEKTSV4RRFFQ69G5FAV',
      '01ARZ3NDEKTSV4RRFFQ69G5FAI',
      '01ARZ3NDEKTSV4RRFFQ69G5FAL',
      '01ARZ3NDEKTSV4RRFFQ69G5FAO',
      '01ARZ3NDEKTSV4RRFFQ69G5FAU',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV\n',
      ' 01ARZ3NDEKTSV4RRFFQ69G5FAV',
    ]) {
      expect(workloadId.safeParse(id).success, JSON.stringify(id)).toBe(false)
    }
  })

  it('may be begun in small letters by a person', () => {
    expect(workloadIdPrefix.parse('01arz')).toBe('01ARZ')
    expect(workloadIdPrefix.parse('7')).toBe('7')
    for (const prefix of ['', '8', '01ARU', '01ARZ3NDEKTSV4RRFFQ69G5FAV0', '0 1']) {
      expect(workloadIdPrefix.safeParse(prefix).success, prefix).toBe(false)
    }
  })
})
