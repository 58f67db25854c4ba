import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketEdges, bucketOf } from './duration-bucket.ts'
import { LIMITS } from './limits.ts'

const duration = fc
  .tuple(fc.integer({ min: 0, max: 42 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([octave, part]) => Math.min(LIMITS.durationMs, Math.floor(2 ** octave * (1 + part))))
const aroundPowers = Array.from({ length: 42 }, (_, i) => 2 ** i)
  .flatMap((power) => [power - 1, power, power + 1])
  .filter((ms) => ms <= LIMITS.durationMs)

describe('the bucket of a duration', () => {
  it('holds it', () => {
    const holds = (ms: number) => {
      const { fromMs, toMs } = bucketEdges(bucketOf(ms))
      expect([fromMs <= ms, ms <= toMs], String(ms)).toEqual([true, true])
    }
    fc.assert(fc.property(duration, holds))
    for (const ms of aroundPowers) holds(ms)
  })

  it('is at most 1/32 as wide as its lower edge, and exact below 64 ms', () => {
    fc.assert(
      fc.property(duration, (ms) => {
        const { fromMs, toMs } = bucketEdges(bucketOf(ms))
        expect(toMs - fromMs + 1).toBeLessThanOrEqual(Math.max(1, fromMs / 32))
      }),
    )
    for (let ms = 0; ms < 64; ms++) expect(bucketEdges(bucketOf(ms))).toEqual({ fromMs: ms, toMs: ms })
    expect(bucketEdges(bucketOf(64))).toEqual({ fromMs: 64, toMs: 65 })
  })

  it('is one of an unbroken row: each begins where the one before it ends', () => {
    const last = bucketOf(LIMITS.durationMs)
    for (let bucket = 0; bucket < last; bucket++) {
      const { fromMs, toMs } = bucketEdges(bucket)
      expect([bucketOf(fromMs), bucketOf(toMs)]).toEqual([bucket, bucket])
      expect(bucketEdges(bucket + 1).fromMs).toBe(toMs + 1)
    }
    // So many cells hold every duration there can be.
    expect(last).toBeLessThan(1_250)
  })

  it('grows with the duration', () => {
    fc.assert(
      fc.property(duration, duration, (a, b) => {
        if (a <= b) expect(bucketOf(a)).toBeLessThanOrEqual(bucketOf(b))
      }),
    )
  })

  it('is a whole number at every power of two and beside it', () => {
    for (const ms of aroundPowers) expect(Number.isSafeInteger(bucketOf(ms)), String(ms)).toBe(true)
    expect([31, 32, 33, 63, 64, 2 ** 31].map(bucketOf)).toEqual([31, 32, 33, 63, 64, 864])
  })
})
