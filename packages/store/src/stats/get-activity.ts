import {
  type Activity,
  type ActivityQuery,
  activityQuery,
  InvalidInputError,
  LIMITS,
  parseInput,
  type StatsFilter,
  toMs,
  toTimestamp,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import type { Scan } from '../scans.ts'
import type { Reader } from '../sqlite/reader.ts'
import { histogramQuery } from './histogram.ts'
import { averageOf, type Histogram, percentilesOf } from './percentiles.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Longer ranges are told by the hour. */
const LONGEST_BY_MINUTE_MS = 48 * HOUR_MS

/** Of one slice: 1,000 hours of all 25 cells take some 10 ms, and so do 40 days of durations. */
const SLICE_BUCKETS = 1_000
const SLICE_MS = 40 * DAY_MS

interface Sums {
  created: number
  completed: number
  failed: number
  killed: number
  durations: number
  /** Milliseconds: the sum may pass what a double can count to. */
  total: bigint
}

const COUNTS = ['created', 'completed', 'failed', 'killed', 'durations'] as const

/** A row: SQLite would round a great sum, so it comes as text. */
interface Point extends Omit<Sums, 'total'> {
  at: number
  total: string
}

const seriesSql = (span: 1 | 60, { isolation, runtime }: StatsFilter) => `
  SELECT start_at AS at, sum(created) AS created, sum(completed) AS completed, sum(failed) AS failed,
    sum(killed) AS killed, sum(duration_count) AS durations, CAST(sum(duration_sum) AS TEXT) AS total
  FROM workload_activity WHERE span_minutes = ${span} AND start_at >= ? AND start_at < ?
    ${isolation ? `AND isolation = '${isolation}'` : ''} ${runtime ? `AND runtime = '${runtime}'` : ''}
  GROUP BY start_at HAVING sum(created) + sum(completed) + sum(failed) + sum(killed) > 0 ORDER BY start_at`

/** What happened in a range: whole minutes up to 48 hours, whole hours beyond; percentiles over whole hours. */
export async function getActivity({ reader, scans }: StoreContext, query: ActivityQuery): Promise<Activity> {
  const { from, to, ...filter } = parseInput(activityQuery, query)
  const asked = { from: toMs(from), to: toMs(to) }
  const byMinute = asked.to - asked.from <= LONGEST_BY_MINUTE_MS
  const bucketMs = byMinute ? MINUTE_MS : HOUR_MS
  const range = wholeBuckets(asked, bucketMs)
  const hours = wholeBuckets(asked, HOUR_MS)
  checkRange(asked, (range.to - range.from) / bucketMs)
  const sql = seriesSql(byMinute ? 1 : 60, filter)
  const { series, sums } = await scans.run(readSeries(reader, sql, slicesOf(range, SLICE_BUCKETS * bucketMs)))
  const durations = await scans.run(readDurations(reader, filter, slicesOf(hours, SLICE_MS)))
  return {
    bucket: byMinute ? 'minute' : 'hour',
    range: asTimestamps(range),
    percentilesRange: asTimestamps(hours),
    totals: { ...toCounts(sums), durationMs: percentilesOf(durations) },
    series,
  }
}

async function* readSeries(
  reader: Reader,
  sql: string,
  slices: Range[],
): Scan<{ series: Activity['series']; sums: Sums }> {
  const sums: Sums = { created: 0, completed: 0, failed: 0, killed: 0, durations: 0, total: 0n }
  const series: Activity['series'] = []
  for (const [index, { from, to }] of slices.entries()) {
    if (index > 0) yield
    for (const { at, ...row } of await reader.all<Point>(sql, from, to)) {
      const point = { ...row, total: BigInt(row.total) }
      for (const count of COUNTS) sums[count] += point[count]
      sums.total += point.total
      series.push({ at: toTimestamp(at), ...toCounts(point) })
    }
  }
  return { series, sums }
}

async function* readDurations(reader: Reader, filter: StatsFilter, slices: Range[]): Scan<Histogram> {
  const counts = new Map<number, number>()
  for (const [index, { from, to }] of slices.entries()) {
    if (index > 0) yield
    const { sql, parameters } = histogramQuery(filter, from, to)
    for (const { bucket, count } of await reader.all<Histogram[number]>(sql, ...parameters))
      counts.set(bucket, (counts.get(bucket) ?? 0) + count)
  }
  const sorted = [...counts].sort(([one], [other]) => one - other)
  return sorted.map(([bucket, count]) => ({ bucket, count }))
}

interface Range {
  from: number
  to: number
}

const wholeBuckets = ({ from, to }: Range, width: number): Range => ({
  from: Math.floor(from / width) * width,
  to: Math.ceil(to / width) * width,
})

/** All of a range, in stretches that end at multiples of `width`: whole days stay whole. */
function slicesOf({ from, to }: Range, width: number): Range[] {
  const slices: Range[] = []
  for (let start = from; start < to; ) {
    const end = Math.min(to, Math.floor(start / width) * width + width)
    slices.push({ from: start, to: end })
    start = end
  }
  return slices
}

const asTimestamps = ({ from, to }: Range) => ({ from: toTimestamp(from), to: toTimestamp(to) })

function checkRange({ from, to }: Range, buckets: number): void {
  if (to <= from) throw new InvalidInputError([{ path: 'to', message: 'must be after from' }])
  if (buckets <= LIMITS.activityBuckets) return
  throw new InvalidInputError([
    { path: 'to', message: `must be within ${LIMITS.activityBuckets} hours of from` },
  ])
}

const toCounts = ({ durations, total, ...counts }: Sums) => ({
  ...counts,
  averageDurationMs: averageOf(total, durations),
})
