import { ISOLATIONS, RUNTIMES, type StatsFilter } from '@isola/domain'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Cells of the histogram: '*' holds everything, so that the usual question reads one cell instead of twenty-five. */
function cells({ isolation, runtime }: StatsFilter): string {
  if (!isolation && !runtime) return "isolation = '*' AND runtime = '*'"
  const among = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`
  return `isolation IN ${among(isolation ? [isolation] : ISOLATIONS)} AND runtime IN ${among(runtime ? [runtime] : RUNTIMES)}`
}

const buckets = (spans: string[]) => `
  SELECT bucket, sum(count) AS count FROM (${spans.join(' UNION ALL ')})
  GROUP BY bucket HAVING sum(count) > 0 ORDER BY bucket`

export const allTimeHistogramSql = (filter: StatsFilter): string =>
  buckets([
    `SELECT bucket, count FROM duration_histogram WHERE ${cells(filter)} AND span_hours = 0 AND start_at = 0`,
  ])

/** Of whole hours [from, to), in milliseconds: whole days from the days' rows, the hours before and after from the hours'. */
export function histogramQuery(
  filter: StatsFilter,
  from: number,
  to: number,
): { sql: string; parameters: number[] } {
  const firstDay = Math.min(Math.ceil(from / DAY_MS) * DAY_MS, to)
  const lastDay = Math.max(Math.floor(to / DAY_MS) * DAY_MS, firstDay)
  const span = (hours: number) =>
    `SELECT bucket, count FROM duration_histogram WHERE ${cells(filter)} AND span_hours = ${hours} AND start_at >= ? AND start_at < ?`
  return {
    sql: buckets([span(1), span(24), span(1)]),
    parameters: [from, firstDay, firstDay, lastDay, lastDay, to],
  }
}
