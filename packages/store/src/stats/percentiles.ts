import { bucketEdges, type Percentiles } from '@isola/domain'

/** Buckets in use, ascending, with the number of durations in each. */
export type Histogram = { bucket: number; count: number }[]

/** Nearest rank, as the upper edge of the bucket that holds it; null of nothing. */
export function percentilesOf(histogram: Histogram): Percentiles | null {
  const total = histogram.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const at = (percent: number): number => {
    // Whole numbers: 0.95 × 20 in doubles is above 19, and its ceiling would be 20.
    let left = Math.ceil((total * percent) / 100)
    for (const { bucket, count } of histogram) {
      left -= count
      if (left <= 0) return bucketEdges(bucket).toMs
    }
    throw new Error('A rank lies beyond the histogram')
  }
  return { p50: at(50), p95: at(95), p99: at(99) }
}

export const averageOf = (sum: bigint, count: number): number | null =>
  count === 0 ? null : Number(sum) / count
