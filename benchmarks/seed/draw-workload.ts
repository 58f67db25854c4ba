import type { Cause, Isolation, Runtime, WorkloadStatus } from '@isola/domain'
import { ANCHOR } from './anchor.ts'
import type { Random } from './random.ts'

/** What a seeded workload is like, before it is put in columns. */
export interface DrawnWorkload {
  status: WorkloadStatus
  cause: Cause | null
  runtime: Runtime
  requestedIsolation: Isolation
  isolation: Isolation
  name: string | null
  labels: Record<string, string>
  /** Workloads with the same number share a source. */
  source: number
  hold: boolean
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  outputBytes: number
  logLines: number
}

const DAY_MS = 24 * 3_600_000
const RECENT_MS = 30 * DAY_MS
/** Just within the longest range that activity may be asked for by the hour. */
const HISTORY_MS = 416 * DAY_MS
/** So much of the record is older than thirty days: enough that at a million workloads no hour is empty. */
const OLD_SHARE = 0.02

/** What runs where: few pairs are in use, as on a real installation. */
const CELLS: [[Runtime, Isolation], number][] = [
  [['node', 'isolate'], 40],
  [['python', 'sandbox'], 20],
  [['node', 'sandbox'], 8],
  [['go', 'sandbox'], 8],
  [['python', 'gvisor'], 7],
  [['wasm', 'isolate'], 7],
  [['oci', 'microvm'], 6],
  [['oci', 'gvisor'], 4],
]
const ENDS = [
  ['completed', 900],
  ['failed', 80],
  ['killed', 15],
  ['running', 2],
  ['pending', 3],
] as const
const CAUSES_OF_FAILURE = [
  ['exit', 50],
  ['timeout', 15],
  ['memory', 10],
  ['reported', 8],
  ['signal', 5],
  ['lost', 5],
  ['output', 4],
  ['backend', 3],
] as const
const NAMES = ['nightly report', 'thumbnail', 'webhook', 'import of orders', 'model scoring', 'e-mail digest']
const TEAMS = ['billing', 'search', 'growth', 'media', 'data', 'platform', 'mobile', 'support']

/** The `index`th of `count` workloads, in the order of their creation. */
export function drawWorkload(random: Random, index: number, count: number): DrawnWorkload {
  const createdAt = creationTime(index, count)
  const [runtime, isolation] = random.pick(CELLS)
  const drawn = random.pick(ENDS)
  const startedAt = createdAt + random.logNormal(200, 1, 60_000)
  const finishedAt = startedAt + random.logNormal(2_000, 1.8, 20 * DAY_MS)
  const status = soFar(drawn, startedAt, finishedAt)
  const isStarted = status !== 'pending' && !(status === 'killed' && random.chance(0.3))
  const isEnded = status !== 'pending' && status !== 'running'
  return {
    status,
    cause: status === 'failed' ? random.pick(CAUSES_OF_FAILURE) : status === 'killed' ? 'operator' : null,
    runtime,
    requestedIsolation: random.chance(0.7) ? 'auto' : isolation,
    isolation,
    name: random.chance(0.6)
      ? `${NAMES[random.below(NAMES.length)]} ${index.toString(36).padStart(5, '0')}`
      : null,
    labels: drawLabels(random),
    source: random.chance(0.3) ? -1 - random.below(1_000) : index,
    hold: random.chance(0.2),
    createdAt,
    startedAt: isStarted ? startedAt : null,
    finishedAt: isEnded ? (isStarted ? finishedAt : startedAt) : null,
    outputBytes: status === 'completed' ? random.logNormal(200, 1, 4_096) : 0,
    logLines: isStarted && random.chance(0.02) ? 20 : 0,
  }
}

/** Evenly, first over the old days, then over the last thirty. */
function creationTime(index: number, count: number): number {
  const place = (index + 0.5) / count
  const ago =
    place < OLD_SHARE
      ? HISTORY_MS - (place / OLD_SHARE) * (HISTORY_MS - RECENT_MS)
      : RECENT_MS * (1 - (place - OLD_SHARE) / (1 - OLD_SHARE))
  return Math.floor(ANCHOR - ago)
}

/** What would lie in the future has not happened yet. */
function soFar(status: WorkloadStatus, startedAt: number, finishedAt: number): WorkloadStatus {
  if (startedAt > ANCHOR) return 'pending'
  return finishedAt > ANCHOR && status !== 'pending' ? 'running' : status
}

function drawLabels(random: Random): Record<string, string> {
  if (!random.chance(0.3)) return {}
  const team = TEAMS[random.below(TEAMS.length)] ?? ''
  return random.chance(0.15) ? { team, release: `r${random.below(2_000)}` } : { team }
}
