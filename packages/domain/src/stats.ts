import { z } from 'zod'
import { CAUSES, ISOLATIONS, RUNTIMES, STATUSES } from './lifecycle.ts'
import { cause, isolation, runtime, workloadStatus } from './lifecycle-schemas.ts'

/** What statistics can be narrowed by: the dimensions that every aggregate is kept in. */
export const statsFilter = z.strictObject({ isolation: isolation.optional(), runtime: runtime.optional() })
export type StatsFilter = z.infer<typeof statsFilter>

const count = z.int()

/** Milliseconds: nearest rank, upper edge of a bucket at most 1/32 wide. */
export const percentiles = z.object({ p50: z.int(), p95: z.int(), p99: z.int() })
export type Percentiles = z.infer<typeof percentiles>

export const workloadStats = z.object({
  total: count,
  /** Every status present, 0 included; sums to total. So for the other three, causes excepted. */
  byStatus: z.record(workloadStatus, count),
  byIsolation: z.record(isolation, count),
  byRuntime: z.record(runtime, count),
  byCause: z.record(cause, count),
  /** Mean of completed workloads that have a duration; null when there are none. */
  averageDurationMs: z.number().nullable(),
  /** Of the same workloads. */
  durationMs: percentiles.nullable(),
})
export type WorkloadStats = z.infer<typeof workloadStats>

/** Durations of completed workloads. */
export const durations = z.object({
  count,
  /** Exact up to 2^53, and the nearest number that JSON can hold beyond. */
  sumMs: z.number(),
  averageMs: z.number().nullable(),
  percentiles: percentiles.nullable(),
  /** Lower edge of the lowest bucket in use. */
  leastMs: z.int().nullable(),
  /** Upper edge of the highest bucket in use. */
  greatestMs: z.int().nullable(),
  /** In ascending order, none empty; both edges belong to the bucket. */
  buckets: z.array(z.object({ fromMs: z.int(), toMs: z.int(), count })),
})
export type Durations = z.infer<typeof durations>

const zeros = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>

/** The answer of an empty record. */
export const emptyStats = (): WorkloadStats => ({
  total: 0,
  byStatus: zeros(STATUSES),
  byIsolation: zeros(ISOLATIONS),
  byRuntime: zeros(RUNTIMES),
  byCause: zeros(CAUSES),
  averageDurationMs: null,
  durationMs: null,
})
