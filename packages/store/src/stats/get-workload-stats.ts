import { emptyStats, parseInput, type StatsFilter, statsFilter, type WorkloadStats } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { completedDurations, readCounters } from './counters.ts'
import { allTimeHistogramSql } from './histogram.ts'
import { averageOf, type Histogram, percentilesOf } from './percentiles.ts'

/** The record as it is now, from the maintained counters: the same few hundred rows at any size. */
export async function getWorkloadStats(
  { reader }: StoreContext,
  filter: StatsFilter = {},
): Promise<WorkloadStats> {
  const narrowed = parseInput(statsFilter, filter)
  const [counters, histogram] = await Promise.all([
    readCounters(reader, narrowed),
    reader.all<Histogram[number]>(allTimeHistogramSql(narrowed)),
  ])
  const stats = emptyStats()
  for (const { status, cause, isolation, runtime, count } of counters) {
    stats.total += count
    stats.byStatus[status] += count
    stats.byIsolation[isolation] += count
    stats.byRuntime[runtime] += count
    if (cause) stats.byCause[cause] += count
  }
  const { count, sum } = completedDurations(counters)
  stats.averageDurationMs = averageOf(sum, count)
  stats.durationMs = percentilesOf(histogram)
  return stats
}
