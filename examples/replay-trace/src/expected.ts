import type { ReplayStats } from './port.ts'
import type { ReplayResult } from './replay.ts'

/** What another program computed from the same log. Durations are seconds; counts that are 0 may be left out. */
export interface Expected {
  /** Of the log: says whether it is the same one. */
  sha256?: string
  rows: number
  by_status: Record<string, number>
  by_isolation: Record<string, number>
  duration_s: { completed: ExpectedDurations }
  transitions: { create: number; to_running: number; to_terminal: number }
  span: { first_created: number; last_event: number }
  /** Counts by status (0 where left out) when all that happened until `t` is in. */
  snapshots: ({ t: number; total: number } & Record<string, number>)[]
}

interface ExpectedDurations {
  n: number
  sum: number
  mean: number | null
  min: number | null
  max: number | null
  /** Nearest rank. */
  p50: number | null
  p90: number | null
  p95: number | null
  p99: number | null
}

export interface Comparison {
  name: string
  expected: string
  actual: string
  ok: boolean
}

export function compare(expected: Expected, { calls, firstAt, lastAt, snapshots, final }: ReplayResult) {
  const { transitions, span } = expected
  return [
    equal('workloads', expected.rows, final.total),
    ...counts('status', expected.by_status, final.byStatus),
    ...counts('isolation', expected.by_isolation, final.byIsolation),
    equal('calls of create', transitions.create, calls.create),
    equal('calls of start', transitions.to_running, calls.start),
    equal('calls of finish', transitions.to_terminal, calls.finish),
    equal('terminal', transitions.to_terminal, ended(final)),
    equal('first created (s)', span.first_created, inSeconds(firstAt)),
    equal('last event (s)', span.last_event, inSeconds(lastAt)),
    ...compareDurations(expected.duration_s.completed, final.durations),
    ...expected.snapshots.flatMap(({ t, total, ...byStatus }, index) => {
      const stats = snapshots[index]?.stats
      return [
        equal(`at ${t}: workloads`, total, stats?.total),
        ...counts(`at ${t}: status`, byStatus, stats?.byStatus ?? {}),
      ]
    }),
  ]
}

function compareDurations(expected: ExpectedDurations, actual: ReplayStats['durations']): Comparison[] {
  const within = (name: string, seconds: number | null, edge: number | null | undefined) =>
    withinBucket(name, seconds, edge ?? null, actual.buckets)
  return [
    equal('durations', expected.n, actual.count),
    equal('sum of durations (ms)', expected.sum * 1000, actual.sumMs),
    almostEqual('mean duration (s)', expected.mean, inSeconds(actual.averageMs)),
    within('least duration', expected.min, actual.leastMs),
    within('p50', expected.p50, actual.percentiles?.p50),
    within('p90', expected.p90, nearestRank(actual.buckets, 90)),
    within('p95', expected.p95, actual.percentiles?.p95),
    within('p99', expected.p99, actual.percentiles?.p99),
    within('greatest duration', expected.max, actual.greatestMs),
  ]
}

const inSeconds = (ms: number | null) => (ms === null ? null : ms / 1000)
const ended = ({ byStatus: { completed = 0, failed = 0, killed = 0 } }: ReplayStats) =>
  completed + failed + killed

const equal = (name: string, expected: unknown, actual: unknown): Comparison => ({
  name,
  expected: String(expected),
  actual: String(actual),
  ok: expected === actual,
})

/** Every name of either side; one that is left out has 0. */
function counts(what: string, expected: Record<string, number>, actual: Record<string, number>) {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...names].map((name) => equal(`${what} ${name}`, expected[name] ?? 0, actual[name] ?? 0))
}

/** Exact, but for the rounding of a division that was made in other units. */
function almostEqual(name: string, expected: number | null, actual: number | null): Comparison {
  const ok =
    expected === null || actual === null
      ? expected === actual
      : Math.abs(expected - actual) <= 2 * Number.EPSILON * Math.abs(expected)
  return { ...equal(name, expected, actual), ok }
}

/** A histogram knows a duration to within one of its buckets: `edge` is an edge of the one that has to hold it. */
function withinBucket(
  name: string,
  seconds: number | null,
  edge: number | null,
  buckets: ReplayStats['durations']['buckets'],
): Comparison {
  if (seconds === null || edge === null) return equal(name, seconds, edge)
  const ms = seconds * 1000
  const bucket = buckets.find(({ fromMs, toMs }) => fromMs <= ms && ms <= toMs)
  const actual = bucket ? `${bucket.fromMs} to ${bucket.toMs} ms` : `${edge} ms`
  return { name, expected: `${ms} ms`, actual, ok: edge === bucket?.fromMs || edge === bucket?.toMs }
}

function nearestRank(buckets: ReplayStats['durations']['buckets'], percent: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0)
  let left = Math.ceil((total * percent) / 100)
  for (const { toMs, count } of buckets) {
    left -= count
    if (left <= 0) return toMs
  }
  return null
}
