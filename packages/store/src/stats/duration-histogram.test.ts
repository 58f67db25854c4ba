/** SQL and TypeScript know the same buckets: two triggers, the recomputation and `bucketOf` say the same of every value. */
import { bucketOf, LIMITS } from '@isola/domain'
import type Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { change, rawRecord, workloadAt } from '../testing/raw-record.ts'
import { AGGREGATES } from './recompute.ts'

const histogram = AGGREGATES.find(({ table }) => table === 'duration_histogram')

/** The buckets that hold something, kept by triggers and recomputed, once the workload's duration is amended. */
function bucketsOf(
  db: Database.Database,
  id: string,
  durationMs: number,
): { kept: unknown[]; recomputed: unknown[] } {
  change(db, id, 'amended', { duration_ms: durationMs }, 'measured')
  const buckets = (rows: string) =>
    db.prepare(`SELECT DISTINCT bucket FROM (${rows}) WHERE count <> 0`).pluck().all()
  return { kept: buckets('SELECT * FROM duration_histogram'), recomputed: buckets(histogram?.query ?? '') }
}

function completed(): { db: Database.Database; id: string } {
  const db = rawRecord()
  return { db, id: workloadAt(db, 'completed') }
}

describe('the bucket of a duration', () => {
  it('is the same in SQL around every power of two and every limit', () => {
    const { db, id } = completed()
    const powers = Array.from({ length: Math.ceil(Math.log2(LIMITS.durationMs)) }, (_, i) => 2 ** i)
    const durations = [0, 1, LIMITS.durationMs, ...powers]
      .flatMap((power) => [power - 1, power, power + 1])
      .filter((duration) => duration >= 0 && duration <= LIMITS.durationMs)
    for (const duration of durations) {
      const bucket = bucketOf(duration)
      expect(bucketsOf(db, id, duration), `of ${duration} ms`).toEqual({
        kept: [bucket],
        recomputed: [bucket],
      })
    }
  })

  it('is the same in SQL of every duration, short and long', () => {
    const { db, id } = completed()
    const duration = fc
      .tuple(fc.integer({ min: 0, max: 42 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([octave, part]) => Math.min(LIMITS.durationMs, Math.floor(2 ** octave * (1 + part))))
    const property = fc.property(duration, (durationMs) => {
      const bucket = bucketOf(durationMs)
      expect(bucketsOf(db, id, durationMs)).toEqual({ kept: [bucket], recomputed: [bucket] })
    })
    fc.assert(property, { numRuns: 500 })
  })
})
