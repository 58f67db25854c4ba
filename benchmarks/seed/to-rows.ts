import { createHash } from 'node:crypto'
import { firstIdAt } from '@isola/domain'
import { ANCHOR } from './anchor.ts'
import { type Columns, CREATOR, RUNNER } from './columns.ts'
import type { DrawnWorkload } from './draw-workload.ts'
import type { Random } from './random.ts'
import { eventsOf, retryEvent } from './to-events.ts'

/** Everything that a workload's life leaves in the tables, aggregates excepted. */
export interface WorkloadRows {
  source: Columns
  workload: Columns
  /** The body of its output. */
  output: Buffer | null
  events: Columns[]
  logLines: Columns[]
}

const DAY_MS = 24 * 3_600_000
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ERROR =
  'Error: connection reset by peer\n    at Socket.onEnd (/app/client.js:118:17)\n    at /app/main.js:4:1'
const OUTPUT = Buffer.alloc(4_096, 'The quick brown fox jumps over the lazy dog. ')
const LINE = 'GET /orders/4711 200 in 12 ms, 1834 bytes; cache hit, region eu-north-1'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function idAt(random: Random, ms: number): string {
  let tail = ''
  for (let i = 0; i < 16; i++) tail += ALPHABET[random.below(32)]
  return firstIdAt(ms).slice(0, 10) + tail
}

/** @param retryOf the workload that this one does again, with the same source */
export function toRows(
  random: Random,
  drawn: DrawnWorkload,
  retryOf: { id: string; source: Columns } | null,
): WorkloadRows {
  const id = idAt(random, drawn.createdAt)
  const source = retryOf?.source ?? sourceOf(drawn.source)
  const lastAt = drawn.finishedAt ?? drawn.startedAt ?? drawn.createdAt
  const started = drawn.startedAt !== null
  const workload: Columns = {
    id,
    name: drawn.name,
    status: drawn.status,
    cause: drawn.cause,
    runtime: drawn.runtime,
    requested_isolation: drawn.requestedIsolation,
    isolation: started ? drawn.isolation : drawn.requestedIsolation,
    node_id: started ? 'runner-1' : null,
    hold: Number(drawn.hold),
    source_id: source.id ?? null,
    input_hash: source.input_hash ?? null,
    cpu_limit: null,
    memory_limit_mb: 512,
    timeout_seconds: 300,
    labels: JSON.stringify(drawn.labels),
    retry_of: retryOf?.id ?? null,
    created_by_kind: CREATOR.kind,
    created_by_id: CREATOR.id,
    created_by_name: CREATOR.name,
    created_at: drawn.createdAt,
    started_at: drawn.startedAt,
    finished_at: drawn.finishedAt,
    ...leaseOf(id, drawn),
    log_bytes: drawn.logLines * LINE.length,
    logs_truncated: 0,
    ...latestChangeOf(drawn, lastAt),
    ...outcomeOf(drawn),
  }
  return {
    source,
    workload,
    output: drawn.outputBytes > 0 ? OUTPUT.subarray(0, drawn.outputBytes) : null,
    events: [...eventsOf(workload, source), ...retryEvent(workload)],
    logLines: Array.from({ length: drawn.logLines }, (_, seq) => ({
      workload_id: id,
      seq,
      stream: 'stdout',
      at: lastAt,
      line: LINE,
    })),
  }
}

/** Of what runs and is not held: alive, so that nothing expires while it is measured. */
function leaseOf(id: string, { status, hold }: DrawnWorkload): Columns {
  const leased = status === 'running' && !hold
  return {
    leased_by: leased ? 'runner-1' : null,
    lease_token_hash: leased ? sha256(id) : null,
    lease_until: leased ? ANCHOR + DAY_MS : null,
    last_heartbeat_at: leased ? ANCHOR : null,
  }
}

function latestChangeOf({ startedAt, finishedAt }: DrawnWorkload, lastAt: number): Columns {
  const revision = 1 + Number(startedAt !== null) + Number(finishedAt !== null)
  return {
    revision,
    change_revision: revision,
    change_kind: revision === 1 ? 'created' : 'transitioned',
    change_actor: revision === 1 ? JSON.stringify(CREATOR) : RUNNER,
    change_at: lastAt,
  }
}

function outcomeOf({ status, cause, startedAt, finishedAt, outputBytes }: DrawnWorkload): Columns {
  const error = status === 'failed' ? ERROR : null
  const exitCodeOfFailure = cause === 'exit' || cause === 'signal' ? 1 : null
  return {
    duration_ms: startedAt !== null && finishedAt !== null ? finishedAt - startedAt : null,
    exit_code: status === 'completed' ? 0 : exitCodeOfFailure,
    error_line: error?.split('\n')[0] ?? null,
    error,
    output_info: outputBytes > 0 ? infoOf(outputBytes) : null,
  }
}

/** The shared ones, numbered down from -1, come first: an id is positive. */
const sourceId = (number: number) => (number < 0 ? -number : 1_001 + number)

function sourceOf(number: number): Columns {
  const code = 'export default async ({ order }) => ({ order, at: Date.now() })\n'
  const input = JSON.stringify({ order: number })
  return {
    id: sourceId(number),
    input_hash: Buffer.from(sha256(input), 'hex'),
    code,
    input,
    bytes: code.length + input.length,
  }
}

const infoOf = (bytes: number): string =>
  JSON.stringify({
    contentType: 'text/plain',
    encoding: 'utf8',
    bytes,
    truncated: false,
    sha256: sha256(`${bytes}`),
  })
