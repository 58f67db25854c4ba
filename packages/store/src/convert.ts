import {
  type ActorIdentity,
  type AuditEntry,
  type JsonValue,
  type LogLine,
  type LogPage,
  type Runner,
  toTimestamp,
  type Workload,
  type WorkloadEvent,
  type WorkloadOutput,
  type WorkloadSummary,
} from '@isola/domain'
import type { Row } from './sqlite/lane-database.ts'

/** The only mapping between rows, which are plain SQLite values, and the domain. */

const SUMMARY_COLUMNS = [
  'id',
  'name',
  'status',
  'cause',
  'runtime',
  'requested_isolation',
  'isolation',
  'node_id',
  'hold',
  'cpu_limit',
  'memory_limit_mb',
  'timeout_seconds',
  'exit_code',
  'error_line',
  'duration_ms',
  'labels',
  'retry_of',
  'revision',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'started_at',
  'finished_at',
  'kill_requested_at',
  'leased_by',
  'lease_until',
  'last_heartbeat_at',
  'log_bytes',
  'logs_truncated',
]
/** What a summary is made of, for SELECT and RETURNING. */
export const SUMMARY = `${SUMMARY_COLUMNS.join(', ')}, lower(hex(input_hash)) AS input_hash`
/** The same of a table under another name. */
export const summaryOf = (table: string) =>
  `${SUMMARY_COLUMNS.map((column) => `${table}.${column}`).join(', ')}, lower(hex(${table}.input_hash)) AS input_hash`

const time = (value: unknown): string => toTimestamp(value as number)
const timeOrNull = (value: unknown) => (value === null ? null : time(value))
const text = (value: unknown) => value as string
const textOrNull = (value: unknown) => value as string | null
const number = (value: unknown) => value as number
const numberOrNull = (value: unknown) => value as number | null
const json = <Value>(value: unknown) => JSON.parse(value as string) as Value

export function toSummary(row: Row): WorkloadSummary {
  return {
    id: text(row.id),
    name: textOrNull(row.name),
    status: row.status as WorkloadSummary['status'],
    cause: row.cause as WorkloadSummary['cause'],
    runtime: row.runtime as WorkloadSummary['runtime'],
    requestedIsolation: row.requested_isolation as WorkloadSummary['requestedIsolation'],
    isolation: row.isolation as WorkloadSummary['isolation'],
    nodeId: textOrNull(row.node_id),
    hold: Boolean(row.hold),
    inputHash: text(row.input_hash),
    cpuLimit: numberOrNull(row.cpu_limit),
    memoryLimitMb: numberOrNull(row.memory_limit_mb),
    timeoutSeconds: numberOrNull(row.timeout_seconds),
    exitCode: numberOrNull(row.exit_code),
    errorLine: textOrNull(row.error_line),
    durationMs: numberOrNull(row.duration_ms),
    labels: json<Record<string, string>>(row.labels),
    retryOf: textOrNull(row.retry_of),
    revision: number(row.revision),
    createdBy: {
      kind: row.created_by_kind as ActorIdentity['kind'],
      id: text(row.created_by_id),
      name: text(row.created_by_name),
    },
    createdAt: time(row.created_at),
    startedAt: timeOrNull(row.started_at),
    finishedAt: timeOrNull(row.finished_at),
    killRequestedAt: timeOrNull(row.kill_requested_at),
    leasedBy: textOrNull(row.leased_by),
    leaseUntil: timeOrNull(row.lease_until),
    lastHeartbeatAt: timeOrNull(row.last_heartbeat_at),
    logBytes: number(row.log_bytes),
    logsTruncated: Boolean(row.logs_truncated),
  }
}

/** Of a row joined with its source and the body of its output. */
export function toWorkload(row: Row): Workload {
  return {
    ...toSummary(row),
    code: textOrNull(row.code),
    image: textOrNull(row.image),
    input: row.input === null ? null : json<JsonValue>(row.input),
    error: textOrNull(row.error),
    output: toOutput(row),
  }
}

/** What stands beside the bytes of an output; its text is compared to tell whether an output changes. */
interface OutputInfo extends Omit<WorkloadOutput, 'data'> {
  sha256: string
}

function toOutput(row: Row): WorkloadOutput | null {
  if (row.output_info === null) return null
  const { sha256: _, ...info } = json<OutputInfo>(row.output_info)
  const data = Buffer.from(row.body as Uint8Array).toString(info.encoding)
  return {
    contentType: info.contentType,
    encoding: info.encoding,
    data,
    bytes: info.bytes,
    truncated: info.truncated,
  }
}

export const toOutputInfo = (output: WorkloadOutput, sha256: string): string => {
  const { contentType, encoding, bytes, truncated } = output
  return JSON.stringify({ contentType, encoding, bytes, truncated, sha256 } satisfies OutputInfo)
}

/** Who did it, as stored: the scope is not part of it. */
export const fromActor = ({ kind, id, name }: ActorIdentity): string => JSON.stringify({ kind, id, name })

/**
 * An event's columns, for SELECT. A deleted workload's values are blanked after its deletion, in slices; from the deletion
 * on no reader gives them out.
 * @param exists an SQL expression: whether the event's workload is there
 */
export const eventOf = (
  table: string,
  exists = `EXISTS (SELECT 1 FROM workloads WHERE id = ${table}.workload_id)`,
): string =>
  `${table}.seq, ${table}.workload_id, ${table}.kind, ${table}.from_status, ${table}.to_status, ${table}.actor, ${table}.reason,
  ${table}.at, iif(${exists}, ${table}.changes, NULL) AS changes`

const TIME_FIELDS = new Set(['createdAt', 'startedAt', 'finishedAt', 'killRequestedAt'])

export function toEvent(row: Row): WorkloadEvent {
  return {
    seq: number(row.seq),
    workloadId: text(row.workload_id),
    kind: row.kind as WorkloadEvent['kind'],
    from: row.from_status as WorkloadEvent['from'],
    to: row.to_status as WorkloadEvent['to'],
    actor: json<ActorIdentity>(row.actor),
    reason: textOrNull(row.reason),
    changes:
      row.changes === null
        ? null
        : toChanges(row.kind === 'created', json<Record<string, JsonValue>>(row.changes)),
    at: time(row.at),
  }
}

/** A creation stores each value, a change the pair of old and new. */
function toChanges(
  created: boolean,
  stored: Record<string, JsonValue>,
): NonNullable<WorkloadEvent['changes']> {
  const changes: NonNullable<WorkloadEvent['changes']> = {}
  for (const [field, value] of Object.entries(stored)) {
    const [before, after] = created ? [null, value] : (value as [JsonValue, JsonValue])
    const shown = (side: JsonValue) => (TIME_FIELDS.has(field) ? timeOrNull(side) : side)
    changes[field] = { old: shown(before), new: shown(after) }
  }
  return changes
}

export const toLogLine = (row: Row): LogLine => ({
  seq: number(row.seq),
  stream: row.stream as LogLine['stream'],
  line: text(row.line),
  at: time(row.at),
})

export const toRemoved = ({ lines, before }: Row): Pick<LogPage, 'removed'> =>
  lines === null ? {} : { removed: { lines: number(lines), before: time(before) } }

export const toAuditEntry = (row: Row): AuditEntry => ({
  seq: number(row.seq),
  at: time(row.at),
  actor: json<ActorIdentity>(row.actor),
  action: text(row.action),
  target: textOrNull(row.target),
  details: row.details === null ? null : json<JsonValue>(row.details),
})

export const toRunner = (row: Row, live: boolean): Runner => ({
  id: text(row.id),
  bootId: text(row.boot_id),
  name: text(row.name),
  version: text(row.version),
  labels: json<Runner['labels']>(row.labels),
  capacity: number(row.capacity),
  capabilities: json<Runner['capabilities']>(row.capabilities),
  registeredAt: time(row.registered_at),
  lastHeartbeatAt: time(row.last_heartbeat_at),
  live,
  runningCount: number(row.running_count),
  running: json<Runner['running']>(row.running),
})
