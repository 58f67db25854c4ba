/** Statistics by looking at every row of the model: what the store's counters have to come to. */
import {
  type Activity,
  type ActivityQuery,
  type Attention,
  bucketEdges,
  bucketOf,
  CAUSES,
  type Durations,
  ISOLATIONS,
  RUNTIMES,
  STATUSES,
  type StatsFilter,
  toMs,
  toTimestamp,
  type Workload,
  type WorkloadStats,
} from '@isola/domain'
import type { Model } from './model-state.ts'

type Percentiles = WorkloadStats['durationMs']

const narrowed = (workloads: Workload[], { isolation, runtime }: StatsFilter): Workload[] =>
  workloads.filter(
    (workload) =>
      (!isolation || workload.isolation === isolation) && (!runtime || workload.runtime === runtime),
  )

/** Of completed workloads that have one, ascending. */
const durationsOf = (workloads: Workload[]): number[] =>
  workloads
    .flatMap(({ status, durationMs }) => (status === 'completed' && durationMs !== null ? [durationMs] : []))
    .sort((a, b) => a - b)

const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0)
const averageOf = (durations: number[]) =>
  durations.length === 0 ? null : sumOf(durations) / durations.length

/** Nearest rank of the durations themselves, then the upper edge of its bucket. */
function percentilesOf(durations: number[]): Percentiles {
  if (durations.length === 0) return null
  const at = (percent: number) => {
    const rank = Math.ceil((percent * durations.length) / 100)
    return bucketEdges(bucketOf(durations[rank - 1] ?? Number.NaN)).toMs
  }
  return { p50: at(50), p95: at(95), p99: at(99) }
}

export function modelStats(all: Workload[], filter: StatsFilter): WorkloadStats {
  const workloads = narrowed(all, filter)
  const countBy = <Key extends string>(keys: readonly Key[], field: keyof Workload) =>
    Object.fromEntries(
      keys.map((key) => [key, workloads.filter((workload) => workload[field] === key).length]),
    ) as Record<Key, number>
  const durations = durationsOf(workloads)
  return {
    total: workloads.length,
    byStatus: countBy(STATUSES, 'status'),
    byIsolation: countBy(ISOLATIONS, 'isolation'),
    byRuntime: countBy(RUNTIMES, 'runtime'),
    byCause: countBy(CAUSES, 'cause'),
    averageDurationMs: averageOf(durations),
    durationMs: percentilesOf(durations),
  }
}

export function modelDurations(all: Workload[], filter: StatsFilter): Durations {
  const durations = durationsOf(narrowed(all, filter))
  const buckets = [...new Set(durations.map(bucketOf))].map((bucket) => ({
    ...bucketEdges(bucket),
    count: durations.filter((duration) => bucketOf(duration) === bucket).length,
  }))
  return {
    count: durations.length,
    sumMs: sumOf(durations),
    averageMs: averageOf(durations),
    percentiles: percentilesOf(durations),
    leastMs: buckets[0]?.fromMs ?? null,
    greatestMs: buckets.at(-1)?.toMs ?? null,
    buckets,
  }
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export function modelActivity(all: Workload[], { from, to, ...filter }: ActivityQuery): Activity {
  const workloads = narrowed(all, filter)
  const asked = { from: toMs(from), to: toMs(to) }
  const bucket = asked.to - asked.from <= 48 * HOUR_MS ? 'minute' : 'hour'
  const width = bucket === 'minute' ? MINUTE_MS : HOUR_MS
  const whole = (size: number) => ({
    from: Math.floor(asked.from / size) * size,
    to: Math.ceil(asked.to / size) * size,
  })
  const range = whole(width)
  const hours = whole(HOUR_MS)
  const within = (time: string | null, span: { from: number; to: number }) =>
    time !== null && toMs(time) >= span.from && toMs(time) < span.to
  const countsIn = (span: { from: number; to: number }) => {
    const ended = workloads.filter(({ finishedAt }) => within(finishedAt, span))
    const count = (status: string) => ended.filter((workload) => workload.status === status).length
    return {
      created: workloads.filter(({ createdAt }) => within(createdAt, span)).length,
      completed: count('completed'),
      failed: count('failed'),
      killed: count('killed'),
      averageDurationMs: averageOf(durationsOf(ended)),
    }
  }
  const times = workloads.flatMap(({ createdAt, finishedAt }) => [createdAt, finishedAt])
  const starts = new Set(
    times.flatMap((time) =>
      time !== null && within(time, range) ? [Math.floor(toMs(time) / width) * width] : [],
    ),
  )
  const asTimestamps = (span: { from: number; to: number }) => ({
    from: toTimestamp(span.from),
    to: toTimestamp(span.to),
  })
  return {
    bucket,
    range: asTimestamps(range),
    percentilesRange: asTimestamps(hours),
    totals: {
      ...countsIn(range),
      durationMs: percentilesOf(durationsOf(workloads.filter(({ finishedAt }) => within(finishedAt, hours)))),
    },
    series: [...starts]
      .sort((a, b) => a - b)
      .map((start) => ({ at: toTimestamp(start), ...countsIn({ from: start, to: start + width }) })),
  }
}

/** Ids of workloads only. */
export function modelAttention(
  { rows, events }: Model,
  now: number,
): { [List in keyof Attention]: (string | number)[] } {
  const all = [...rows.values()].map(({ workload }) => workload)
  const late = all.filter(
    ({ lastHeartbeatAt }) => lastHeartbeatAt !== null && toMs(lastHeartbeatAt) < now - 20_000,
  )
  const rejected = events.filter(
    ({ kind, at }) => kind === 'report_rejected' && toMs(at) >= now - 24 * HOUR_MS,
  )
  const retried = new Set(all.map(({ retryOf }) => retryOf))
  const pending = all.filter(({ status }) => status === 'pending').map(({ id }) => id)
  const failures = all.filter(
    ({ id, status, finishedAt }) =>
      status === 'failed' &&
      finishedAt !== null &&
      toMs(finishedAt) >= now - 24 * HOUR_MS &&
      !retried.has(id),
  )
  const newest = failures.sort((a, b) => toMs(b.finishedAt ?? '') - toMs(a.finishedAt ?? ''))
  return {
    oldestPending: pending.sort().slice(0, 20),
    lateHeartbeats: late.map(({ id }) => id),
    rejectedReports: rejected.map(({ workloadId }) => workloadId),
    failuresWithoutRetry: newest.slice(0, 20).map(({ id }) => id),
  }
}
