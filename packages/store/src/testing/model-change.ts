/** What happens to a workload that is there: reports, transitions, overrides, kills, deletion. */
import {
  type Actor,
  type ChangeOptions,
  type JsonValue,
  toMs,
  toTimestamp,
  type Workload,
  type WorkloadEvent,
  type WorkloadOutput,
  type WorkloadStatus,
  type WorkloadUpdate,
} from '@isola/domain'
import {
  checkEnded,
  checkMayDoAll,
  checkMayReport,
  checkRevision,
  checkTransition,
  derivedDuration,
  endLease,
  errorLineOf,
  hasEnded,
  impossibleFields,
  mayDoAll,
  reasonFaults,
  refuseTransition,
  sha256,
} from './model-rules.ts'
import {
  type CallOf,
  type Change,
  identityOf,
  type Model,
  type Moment,
  refuseFields,
  rowOf,
  withEvents,
  withRow,
} from './model-state.ts'

export function updateWorkload(
  model: Model,
  [id, update, actor, options = {}]: CallOf<'updateWorkload'>['args'],
  moment: Moment,
): Change {
  refuseFields([...reasonFaults(options.reason), ...updateFaults(update, actor, moment)])
  const { workload } = rowOf(model, id)
  checkMayReport(workload, actor)
  const given = normalise(update)
  const changes = Object.entries(given).some(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(workload[field as keyof Workload]),
  )
  if (!changes) return { model, answer: workload }
  return report(model, workload, given, actor, options, moment)
}

export function updateWorkloadStatus(
  model: Model,
  [id, status, actor, options = {}]: CallOf<'updateWorkloadStatus'>['args'],
  moment: Moment,
): Change {
  refuseFields(reasonFaults(options.reason))
  const { workload } = rowOf(model, id)
  checkMayReport(workload, actor)
  checkRevision(model, workload, options)
  checkTransition(model, workload, status)
  return report(model, workload, { status }, actor, options, moment)
}

type Given = Partial<Pick<Workload, Exclude<keyof WorkloadUpdate, 'output'>>> & {
  output?: WorkloadOutput | null
}

/** Times in UTC with milliseconds, outputs with their length. */
export function normalise({ output, startedAt, finishedAt, ...rest }: WorkloadUpdate): Given {
  const time = (value: string | null) => value && toTimestamp(toMs(value))
  const whole = output && {
    contentType: output.contentType,
    encoding: output.encoding,
    data: output.data,
    bytes: output.bytes ?? Buffer.from(output.data, output.encoding).length,
    truncated: output.truncated ?? false,
  }
  const given = {
    ...rest,
    ...(output !== undefined && { output: whole }),
    ...(startedAt !== undefined && { startedAt: time(startedAt) }),
    ...(finishedAt !== undefined && { finishedAt: time(finishedAt) }),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function updateFaults(update: WorkloadUpdate, actor: Actor, { now }: Moment): string[] {
  const future = (time: string | null | undefined) => time != null && !mayDoAll(actor) && toMs(time) > now
  const faults: Record<string, boolean> = {
    exitCode: update.status === 'completed' && Boolean(update.exitCode),
    startedAt: future(update.startedAt),
    finishedAt: future(update.finishedAt),
  }
  return [...outputFaults(update.output), ...Object.keys(faults).filter((field) => faults[field])]
}

export function outputFaults(output: WorkloadUpdate['output']): string[] {
  const kept = output ? Buffer.from(output.data, output.encoding).length : 0
  const bytes = output?.bytes ?? kept
  return bytes < kept || (bytes !== kept && !output?.truncated) ? ['output.bytes'] : []
}

/** From the check of the revision on. */
function report(
  model: Model,
  old: Workload,
  given: Given,
  actor: Actor,
  options: ChangeOptions,
  { now }: Moment,
): Change {
  checkRevision(model, old, options)
  const to = given.status ?? old.status
  const moves = to !== old.status
  if (moves) checkTransition(model, old, to)
  if (hasEnded(old.status)) {
    checkMayDoAll(actor)
    if (options.reason === undefined) refuseFields(['reason'])
  }

  const next: Workload = { ...old, ...given }
  if (moves) enter(next, to, given, now)
  const retimed = next.startedAt !== old.startedAt || next.finishedAt !== old.finishedAt
  if (retimed && given.durationMs === undefined) {
    const endsNow = given.finishedAt === undefined && old.finishedAt === null
    const startGiven = given.startedAt !== undefined
    next.durationMs = derivedDuration(model, next, { now: endsNow ? now : null, startGiven })
  }
  next.errorLine = errorLineOf(next.error)
  if (moves && to === 'completed' && next.exitCode) refuseFields(['exitCode'])
  refuseFields(impossibleFields(next))
  const kind = moves ? 'transitioned' : hasEnded(old.status) ? 'amended' : 'updated'
  return change(model, old, next, kind, actor, options.reason, now)
}

/** What entering a status stamps and derives, unless it was given. */
export function enter(next: Workload, to: WorkloadStatus, given: Given, now: number): void {
  const notBefore = (time: string) => toTimestamp(Math.max(now, toMs(time)))
  if (given.cause === undefined && to === 'failed') next.cause = next.exitCode ? 'exit' : 'reported'
  if (given.cause === undefined && to === 'killed') next.cause = 'operator'
  if (given.startedAt === undefined && to === 'running') next.startedAt ??= notBefore(next.createdAt)
  if (given.finishedAt === undefined && hasEnded(to))
    next.finishedAt ??= notBefore(next.startedAt ?? next.createdAt)
  if (hasEnded(to)) endLease(next)
}

export function overrideWorkloadStatus(
  model: Model,
  [id, status, actor, options]: CallOf<'overrideWorkloadStatus'>['args'],
  { now }: Moment,
): Change {
  refuseFields(reasonFaults(options.reason ?? ''))
  const { workload: old } = rowOf(model, id)
  checkMayDoAll(actor)
  checkRevision(model, old, options)
  if (old.status === status) {
    const others = (['completed', 'failed', 'killed'] as const).filter((other) => other !== status)
    refuseTransition(model, old, status, others)
  }
  const next: Workload = { ...old, status, cause: status === 'completed' ? null : 'operator' }
  next.finishedAt ??= toTimestamp(Math.max(now, toMs(old.startedAt ?? old.createdAt)))
  if (status === 'completed') next.startedAt ??= next.finishedAt
  if (old.status === 'running') next.durationMs = derivedDuration(model, next, { now })
  endLease(next)
  return change(model, old, next, 'overridden', actor, options.reason, now)
}

export function killWorkload(
  model: Model,
  [id, actor, options = {}]: CallOf<'killWorkload'>['args'],
  { now }: Moment,
): Change {
  refuseFields(reasonFaults(options.reason))
  const { workload: old } = rowOf(model, id)
  checkRevision(model, old, options)
  checkTransition(model, old, 'killed')
  if (old.leasedBy !== null) {
    if (old.killRequestedAt !== null) return { model, answer: old }
    const asked = { ...old, killRequestedAt: toTimestamp(now) }
    return change(model, old, asked, 'kill_requested', actor, options.reason, now)
  }
  const next: Workload = { ...old, status: 'killed' }
  enter(next, 'killed', {}, now)
  next.durationMs = derivedDuration(model, next, { now })
  return change(model, old, next, 'transitioned', actor, options.reason, now)
}

export function deleteWorkload(
  model: Model,
  [id, actor, options]: CallOf<'deleteWorkload'>['args'],
  { now }: Moment,
): Change {
  refuseFields(reasonFaults(options.reason ?? ''))
  const { workload } = rowOf(model, id)
  checkMayDoAll(actor)
  checkRevision(model, workload, options)
  checkEnded(workload)
  const rows = new Map(model.rows)
  rows.delete(id)
  const events = model.events.map((event) => (event.workloadId === id ? { ...event, changes: null } : event))
  const deleted = {
    workloadId: id,
    kind: 'deleted',
    from: null,
    to: null,
    actor: identityOf(actor),
    reason: options.reason,
    changes: null,
    at: toTimestamp(now),
  } as const
  return { model: withEvents({ ...model, rows, events }, deleted), answer: undefined }
}

export function change(
  model: Model,
  old: Workload,
  next: Workload,
  kind: 'transitioned' | 'updated' | 'amended' | 'overridden' | 'kill_requested',
  actor: Actor,
  reason: string | undefined,
  now: number,
): Change {
  const workload = { ...next, revision: old.revision + 1 }
  const moves = next.status !== old.status
  const event = {
    workloadId: old.id,
    kind,
    from: moves ? old.status : null,
    to: moves ? next.status : null,
    actor: identityOf(actor),
    reason: reason ?? null,
    changes: changesBetween(old, next),
    at: toTimestamp(now),
  }
  const row = { ...rowOf(model, old.id), workload }
  return { model: withEvents(withRow(model, row), event), answer: workload }
}

const FIELDS = [
  ...(['status', 'cause', 'isolation', 'nodeId', 'exitCode', 'error', 'durationMs'] as const),
  ...(['startedAt', 'finishedAt', 'killRequestedAt'] as const),
] as const

/** Old and new values of what changed; of outputs what they are, without their bodies. */
function changesBetween(old: Workload, next: Workload): WorkloadEvent['changes'] {
  const pairs: [string, JsonValue, JsonValue][] = FIELDS.map((field) => [field, old[field], next[field]])
  pairs.push(['output', describeOutput(old.output), describeOutput(next.output)])
  const changed = pairs.filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after))
  return Object.fromEntries(changed.map(([field, before, after]) => [field, { old: before, new: after }]))
}

export function describeOutput(output: WorkloadOutput | null): JsonValue {
  if (!output) return null
  const { data, ...about } = output
  return { ...about, sha256: sha256(Buffer.from(data, output.encoding)) }
}
