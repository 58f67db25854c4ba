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
import { histogramQuery } from './histogram.ts'
import { averageOf, type Histogram, percentilesOf } from './percentiles.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Longer ranges are told by the hour. */
const LONGEST_BY_MINUTE_MS = 48 * HOUR_MS

/** start, created, completed, failed, killed, durations, their sum as text. */
type Point = [number, number, number, number, number, number, string]

const seriesSql = (span: 1 | 60, { isolation, runtime }: StatsFilter) => `
  SELECT json_group_array(json_array(start_at, created, completed, failed, killed, durations, CAST(total AS TEXT))) AS json
  FROM (SELECT CAST(start_at AS INTEGER) AS start_at, sum(created) AS created, sum(completed) AS completed, sum(failed) AS failed,
      sum(killed) AS killed, sum(duration_count) AS durations, sum(duration_sum) AS total
    FROM workload_activity WHERE span_minutes = ${span} AND start_at >= ? AND start_at < ?
      ${isolation ? `AND isolation = '${isolation}'` : ''} ${runtime ? `AND runtime = '${runtime}'` : ''}
    GROUP BY start_at HAVING sum(created) + sum(completed) + sum(failed) + sum(killed) > 0 ORDER BY start_at)`

/** What happened in a range: whole minutes up to 48 hours, whole hours beyond; percentiles over whole hours. */
export async function getActivity({ reader }: StoreContext, query: ActivityQuery): Promise<Activity> {
  const { from, to, ...filter } = parseInput(activityQuery, query)
  const asked = { from: toMs(from), to: toMs(to) }
  const byMinute = asked.to - asked.from <= LONGEST_BY_MINUTE_MS
  const range = wholeBuckets(asked, byMinute ? MINUTE_MS : HOUR_MS)
  const hours = wholeBuckets(asked, HOUR_MS)
  checkRange(asked, (range.to - range.from) / (byMinute ? MINUTE_MS : HOUR_MS))
  const histogram = histogramQuery(filter, hours.from, hours.to)
  const [points, durations] = await Promise.all([
    reader.json<Point[]>(seriesSql(byMinute ? 1 : 60, filter), range.from, range.to),
    reader.json<Histogram>(histogram.sql, ...histogram.parameters),
  ])
  return {
    bucket: byMinute ? 'minute' : 'hour',
    range: asTimestamps(range),
    percentilesRange: asTimestamps(hours),
    totals: { ...countsOf(points), durationMs: percentilesOf(durations) },
    series: points.map((point) => ({ at: toTimestamp(point[0]), ...countsOf([point]) })),
  }
}

interface Range {
  from: number
  to: number
}

const wholeBuckets = ({ from, to }: Range, width: number): Range => ({
  from: Math.floor(from / width) * width,
  to: Math.ceil(to / width) * width,
})

const asTimestamps = ({ from, to }: Range) => ({ from: toTimestamp(from), to: toTimestamp(to) })

function checkRange({ from, to }: Range, buckets: number): void {
  if (to <= from) throw new InvalidInputError([{ path: 'to', message: 'must be after from' }])
  if (buckets <= LIMITS.activityBuckets) return
  throw new InvalidInputError([
    { path: 'to', message: `must be within ${LIMITS.activityBuckets} hours of from` },
  ])
}

function countsOf(points: Point[]) {
  const total = (column: 1 | 2 | 3 | 4 | 5) => points.reduce((sum, point) => sum + point[column], 0)
  const sum = points.reduce((sum, point) => sum + BigInt(point[6]), 0n)
  return {
    created: total(1),
    completed: total(2),
    failed: total(3),
    killed: total(4),
    averageDurationMs: averageOf(sum, total(5)),
  }
}
