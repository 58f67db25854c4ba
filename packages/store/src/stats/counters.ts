import type { Cause, Isolation, Runtime, StatsFilter, WorkloadStatus } from '@isola/domain'
import type { Reader } from '../sqlite/reader.ts'

export interface Counter {
  status: WorkloadStatus
  cause: Cause | ''
  isolation: Isolation
  runtime: Runtime
  count: number
  durationCount: number
  /** Milliseconds, as text: the sum may pass what a double can count to. */
  durationSum: string
}

const COUNTERS = `
  SELECT status, cause, isolation, runtime, count, duration_count AS durationCount,
    CAST(duration_sum AS TEXT) AS durationSum
  FROM workload_counters WHERE count > 0`

/** Every cell in use, at most 350. */
export async function readCounters(reader: Reader, { isolation, runtime }: StatsFilter): Promise<Counter[]> {
  const counters = await reader.all<Counter>(COUNTERS)
  return counters.filter(
    (counter) => (!isolation || counter.isolation === isolation) && (!runtime || counter.runtime === runtime),
  )
}

/** Of completed workloads that have a duration. */
export function completedDurations(counters: Counter[]): { count: number; sum: bigint } {
  const completed = counters.filter(({ status }) => status === 'completed')
  return {
    count: completed.reduce((count, counter) => count + counter.durationCount, 0),
    sum: completed.reduce((sum, counter) => sum + BigInt(counter.durationSum), 0n),
  }
}
