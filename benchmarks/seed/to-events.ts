import { type Columns, CREATOR, RUNNER } from './columns.ts'

/** What the triggers would have written: the creation, the start and the end. */
export function eventsOf(row: Columns, source: Columns): Columns[] {
  const event = (kind: string, from: string | null, to: unknown, changes: object, at: unknown): Columns => ({
    workload_id: row.id ?? null,
    kind,
    from_status: from,
    to_status: String(to),
    actor: kind === 'created' ? JSON.stringify(CREATOR) : RUNNER,
    reason: null,
    changes: JSON.stringify(changes),
    at: Number(at),
  })
  const initial = {
    name: row.name,
    status: 'pending',
    runtime: row.runtime,
    requestedIsolation: row.requested_isolation,
    isolation: row.requested_isolation,
    nodeId: null,
    hold: row.hold === 1,
    inputHash: (source.input_hash as Buffer).toString('hex'),
    sourceBytes: source.bytes,
    cpuLimit: null,
    memoryLimitMb: row.memory_limit_mb,
    timeoutSeconds: row.timeout_seconds,
    labels: JSON.parse(String(row.labels)),
    retryOf: row.retry_of,
    createdBy: CREATOR,
    createdAt: row.created_at,
  }
  const events = [event('created', null, 'pending', initial, row.created_at)]
  let from = 'pending'
  if (row.started_at !== null) {
    const changes = {
      status: [from, 'running'],
      isolation: [row.requested_isolation, row.isolation],
      nodeId: [null, row.node_id],
      startedAt: [null, row.started_at],
    }
    events.push(event('transitioned', from, 'running', changes, row.started_at))
    from = 'running'
  }
  if (row.finished_at !== null) {
    const changes = {
      status: [from, row.status],
      ...(row.cause !== null && { cause: [null, row.cause] }),
      ...(row.exit_code !== null && { exitCode: [null, row.exit_code] }),
      ...(row.error !== null && { error: [null, row.error] }),
      ...(row.duration_ms !== null && { durationMs: [null, row.duration_ms] }),
      finishedAt: [null, row.finished_at],
      ...(row.output_info !== null && { output: [null, JSON.parse(String(row.output_info))] }),
    }
    events.push(event('transitioned', from, row.status, changes, row.finished_at))
  }
  return events
}

export const retryEvent = (row: Columns): Columns[] =>
  row.retry_of == null
    ? []
    : [
        {
          workload_id: row.retry_of,
          kind: 'retried',
          from_status: null,
          to_status: null,
          actor: JSON.stringify(CREATOR),
          reason: null,
          changes: JSON.stringify({ retry: [null, row.id] }),
          at: Number(row.created_at),
        },
      ]
