/** Every aggregate as one GROUP BY over the rows that exist: what verify() compares with and rebuildStats() writes. */
export interface Aggregate {
  table: string
  columns: string[]
  /** Rows of it that say something: a cell that has emptied stays behind with zeros. */
  inUse: string
  /** Its rows as they must be. */
  query: string
}

const bucket = `iif(duration_ms < 32, duration_ms, 32 * (CAST(log2(duration_ms) AS INTEGER) - 5)
  + (duration_ms >> (CAST(log2(duration_ms) AS INTEGER) - 5)))`

const activityOf = (span: number) => {
  const start = (time: string) => `${time} - ${time} % ${span * 60_000}`
  const timed = "status = 'completed' AND duration_ms IS NOT NULL"
  return `
  SELECT ${span} AS span_minutes, start_at, isolation, runtime, sum(created) AS created, sum(completed) AS completed,
    sum(failed) AS failed, sum(killed) AS killed, sum(timed) AS duration_count, sum(duration) AS duration_sum
  FROM (
    SELECT ${start('created_at')} AS start_at, isolation, runtime, 1 AS created, 0 AS completed, 0 AS failed, 0 AS killed,
      0 AS timed, 0 AS duration FROM workloads
    UNION ALL
    SELECT ${start('finished_at')}, isolation, runtime, 0, status = 'completed', status = 'failed', status = 'killed',
      ${timed}, iif(${timed}, duration_ms, 0) FROM workloads WHERE finished_at IS NOT NULL
  ) GROUP BY start_at, isolation, runtime`
}

const histogramOf = (hours: number, cell: string) => {
  const start = hours === 0 ? '0' : `finished_at - finished_at % ${hours * 3_600_000}`
  return `
  SELECT ${cell === '*' ? "'*' AS isolation, '*' AS runtime" : 'isolation, runtime'}, ${hours} AS span_hours,
    ${start} AS start_at, ${bucket} AS bucket, count(*) AS count
  FROM workloads WHERE status = 'completed' AND duration_ms IS NOT NULL GROUP BY 1, 2, 4, 5`
}

export const AGGREGATES: Aggregate[] = [
  {
    table: 'workload_counters',
    columns: ['status', 'cause', 'isolation', 'runtime', 'count', 'duration_count', 'duration_sum'],
    inUse: 'count <> 0 OR duration_count <> 0 OR duration_sum <> 0',
    query: `
  SELECT status, ifnull(cause, '') AS cause, isolation, runtime, count(*) AS count, count(duration_ms) AS duration_count,
    ifnull(sum(duration_ms), 0) AS duration_sum FROM workloads GROUP BY 1, 2, 3, 4`,
  },
  {
    table: 'workload_activity',
    columns: [
      'span_minutes',
      'start_at',
      'isolation',
      'runtime',
      'created',
      'completed',
      'failed',
      'killed',
      'duration_count',
      'duration_sum',
    ],
    inUse:
      'created <> 0 OR completed <> 0 OR failed <> 0 OR killed <> 0 OR duration_count <> 0 OR duration_sum <> 0',
    query: [1, 60].map(activityOf).join(' UNION ALL '),
  },
  {
    table: 'duration_histogram',
    columns: ['isolation', 'runtime', 'span_hours', 'start_at', 'bucket', 'count'],
    inUse: 'count <> 0',
    query: [0, 1, 24]
      .flatMap((hours) => [histogramOf(hours, 'own'), histogramOf(hours, '*')])
      .join(' UNION ALL '),
  },
  {
    table: 'workload_labels',
    columns: ['key', 'value', 'workload_id'],
    inUse: 'true',
    query: 'SELECT l.key, l.value, w.id FROM workloads w, json_each(w.labels) l',
  },
]
