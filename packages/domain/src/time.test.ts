import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timestamp, toMs, toTimestamp } from './time.ts'

describe('a time', () => {
  it('goes from milliseconds to text and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
        expect(toMs(toTimestamp(ms))).toBe(ms)
        expect(timestamp.parse(toTimestamp(ms))).toBe(toTimestamp(ms))
      }),
    )
  })

  it('is normalised to UTC with milliseconds', () => {
    for (const [given, normalised] of [
      ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
      ['2026-03-01T14:00:00+02:00', '2026-03-01T12:00:00.000Z'],
      ['2026-03-01T23:30:00-05:30', '2026-03-02T05:00:00.000Z'],
      ['2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.500Z'],
      ['2026-03-01T12:00:00.123999Z', '2026-03-01T12:00:00.123Z'],
      ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ] as const) {
      expect(timestamp.parse(given)).toBe(normalised)
    }
  })

  it.each([
    ['without an offset', '2026-03-01T12:00:00'],
    ['of a day alone', '2026-03-01'],
    ['of a day that is none', '2026-02-30T12:00:00Z'],
    ['of an hour that is none', '2026-03-01T25:00:00Z'],
    ['before 1970', '1969-12-31T23:59:59.999Z'],
    ['before 1970 by its offset', '1970-01-01T00:00:00+01:00'],
    ['in words', 'yesterday'],
    ['in milliseconds', 1_772_366_400_000],
    ['of nothing', ''],
  ])('is refused %s', (_, value) => {
    expect(timestamp.safeParse(value).success).toBe(false)
  })
})
