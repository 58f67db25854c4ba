import { bucketEdges, type Durations, parseInput, type StatsFilter, statsFilter } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { completedDurations, readCounters } from './counters.ts'
import { allTimeHistogramSql } from './histogram.ts'
import { averageOf, type Histogram, percentilesOf } from './percentiles.ts'

/** Durations of completed workloads: count and sum exact, the rest to within a bucket. */
export async function getDurations({ reader }: StoreContext, filter: StatsFilter = {}): Promise<Durations> {
  const narrowed = parseInput(statsFilter, filter)
  const [counters, histogram] = await Promise.all([
    readCounters(reader, narrowed),
    reader.all<Histogram[number]>(allTimeHistogramSql(narrowed)),
  ])
  const { count, sum } = completedDurations(counters)
  const buckets = histogram.map(({ bucket, count: inBucket }) => ({
    ...bucketEdges(bucket),
    count: inBucket,
  }))
  return {
    count,
    sumMs: Number(sum),
    averageMs: averageOf(sum, count),
    percentiles: percentilesOf(histogram),
    leastMs: buckets[0]?.fromMs ?? null,
    greatestMs: buckets.at(-1)?.toMs ?? null,
    buckets,
  }
}
