/** Workloads that come into being: created, imported, retried. */
import {
  type Actor,
  type CreateWorkloadInput,
  idTime,
  type JsonValue,
  toMs,
  toTimestamp,
  type Workload,
} from '@isola/domain'
import { canonical, checkEnded, checkMayDoAll, reasonFaults, sha256 } from './model-rules.ts'
import {
  type CallOf,
  type Change,
  identityOf,
  type Model,
  type ModelEvent,
  type Moment,
  Refused,
  refuseFields,
  rowOf,
  withEvents,
  withRow,
} from './model-state.ts'

export function createWorkload(
  model: Model,
  [input, actor]: CallOf<'createWorkload'>['args'],
  moment: Moment,
): Change {
  refuseFields(createFaults(input, moment.now))
  if (input.createdAt !== undefined) checkMayDoAll(actor)
  const { idempotencyKey: key, ...request } = input
  const idempotency = key === undefined ? null : { key, request: canonicalRequest(request) }
  const earlier = earlierOf(model, actor, idempotency)
  if (earlier) return { model, answer: earlier }

  const { isolation = 'auto', code = null, image = null, input: given = null } = input
  const workload: Workload = {
    ...BLANK,
    id: moment.newId,
    name: input.name ?? null,
    runtime: input.runtime,
    requestedIsolation: isolation,
    isolation,
    nodeId: input.nodeId ?? null,
    hold: input.hold ?? false,
    inputHash: sha256(canonical([input.runtime, code, image, given])),
    cpuLimit: input.cpuLimit ?? null,
    memoryLimitMb: input.memoryLimitMb ?? null,
    timeoutSeconds: input.timeoutSeconds ?? null,
    labels: input.labels ?? {},
    createdBy: identityOf(actor),
    createdAt: toTimestamp(
      input.createdAt === undefined ? timeOfNewWork(model, moment) : toMs(input.createdAt),
    ),
    code,
    image,
    input: given,
  }
  return add(model, workload, idempotency, createdEvent(workload, null, moment))
}

export function retryWorkload(
  model: Model,
  [id, actor, options = {}]: CallOf<'retryWorkload'>['args'],
  moment: Moment,
): Change {
  const { idempotencyKey: key, reason = null } = options
  refuseFields(reasonFaults(options.reason))
  const idempotency = key === undefined ? null : { key, request: canonical(['retry', id, reason]) }
  const earlier = earlierOf(model, actor, idempotency)
  if (earlier) return { model, answer: earlier }
  const { workload: old } = rowOf(model, id)
  checkEnded(old)

  const workload: Workload = {
    ...old,
    ...BLANK,
    id: moment.newId,
    isolation: old.requestedIsolation,
    retryOf: id,
    createdBy: identityOf(actor),
    createdAt: toTimestamp(timeOfNewWork(model, moment)),
  }
  const created = createdEvent(workload, reason, moment)
  const retried: ModelEvent = {
    ...created,
    workloadId: id,
    kind: 'retried',
    to: null,
    changes: { retry: { old: null, new: workload.id } },
  }
  return add(model, workload, idempotency, created, retried)
}

/** What every new workload has not. */
const BLANK = {
  status: 'pending',
  cause: null,
  nodeId: null,
  exitCode: null,
  error: null,
  errorLine: null,
  durationMs: null,
  output: null,
  retryOf: null,
  revision: 1,
  startedAt: null,
  finishedAt: null,
  killRequestedAt: null,
  leasedBy: null,
  leaseUntil: null,
  lastHeartbeatAt: null,
  logBytes: 0,
  logsTruncated: false,
} as const

/** The later of the clock and the newest id, so that ids stay in order when the clock jumps back. */
const timeOfNewWork = ({ newestId }: Model, { now }: Moment): number =>
  newestId === '' ? now : Math.max(now, idTime(newestId))

function createFaults(input: CreateWorkloadInput, now: number): string[] {
  const { hold = false, createdAt } = input
  const needed = input.runtime === 'oci' ? 'image' : 'code'
  const faults: Record<string, boolean> = {
    name: typeof input.name === 'string' && (input.name.trim() === '' || input.name.length > 200),
    memoryLimitMb: (input.memoryLimitMb ?? 128) < 128,
    cpuLimit: (input.cpuLimit ?? 1) <= 0,
    labels: Object.keys(input.labels ?? {}).length > 32,
    nodeId: input.nodeId != null && !hold,
    hold: createdAt !== undefined && !hold,
    createdAt: createdAt !== undefined && toMs(createdAt) > now,
    [needed]: !hold && input[needed] == null,
  }
  return Object.keys(faults).filter((field) => faults[field])
}

/** The same work, however it is asked for: what is left out has its default, and null says nothing else. */
function canonicalRequest({ createdAt, ...rest }: CreateWorkloadInput): string {
  const said = { ...rest, createdAt: createdAt && toTimestamp(toMs(createdAt)) }
  const members = Object.entries(said).filter(([, value]) => value != null)
  return canonical([
    'create',
    {
      isolation: 'auto',
      labels: {},
      hold: false,
      ...(Object.fromEntries(members) as Record<string, JsonValue>),
    },
  ])
}

/** A key is its creator's as long as the workload exists. */
function earlierOf(
  { rows }: Model,
  { kind, id }: Actor,
  idempotency: { key: string; request: string } | null,
): Workload | undefined {
  if (!idempotency) return undefined
  const found = [...rows.values()].find(
    (row) =>
      row.idempotency?.key === idempotency.key &&
      row.workload.createdBy.kind === kind &&
      row.workload.createdBy.id === id,
  )
  if (found && found.idempotency?.request !== idempotency.request)
    throw new Refused({ code: 'IDEMPOTENCY_MISMATCH', id: found.workload.id })
  return found?.workload
}

function add(
  model: Model,
  workload: Workload,
  idempotency: { key: string; request: string } | null,
  ...events: ModelEvent[]
): Change {
  const { id } = workload
  const grown = withEvents(withRow(model, { workload, idempotency, log: [], lease: null }), ...events)
  return { model: { ...grown, newestId: [id, model.newestId].sort()[1] ?? id }, answer: workload }
}

/** Holds every initial value that is not null in all new workloads alike; of the source, hash and size. */
function createdEvent(workload: Workload, reason: string | null, { now }: Moment): ModelEvent {
  const { code, image, input } = workload
  const sourceBytes = [code, image, input === null ? null : canonical(input)].reduce(
    (sum, part) => sum + Buffer.byteLength(part ?? ''),
    0,
  )
  const initial: Record<string, JsonValue> = { sourceBytes }
  for (const field of INITIAL) initial[field] = workload[field]
  return {
    workloadId: workload.id,
    kind: 'created',
    from: null,
    to: 'pending',
    actor: workload.createdBy,
    reason,
    changes: Object.fromEntries(
      Object.entries(initial).map(([field, value]) => [field, { old: null, new: value }]),
    ),
    at: toTimestamp(now),
  }
}

const INITIAL = [
  'name',
  'status',
  'runtime',
  'requestedIsolation',
  'isolation',
  'nodeId',
  'hold',
  'inputHash',
  'cpuLimit',
  'memoryLimitMb',
  'timeoutSeconds',
  'labels',
  'retryOf',
  'createdBy',
  'createdAt',
] as const
