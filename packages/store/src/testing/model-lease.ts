/** What a runner does with a lease, and what becomes of one that nobody renews. */
import { createHash } from 'node:crypto'
import { type Claim, type JsonValue, type RunnerReportInput, toTimestamp, type Workload } from '@isola/domain'
import { expect } from 'vitest'
import { change, describeOutput, enter, normalise, outputFaults } from './model-change.ts'
import { storeLines } from './model-log.ts'
import { canonical, derivedDuration, errorLineOf } from './model-rules.ts'
import { canRun, strongestOf } from './model-runners.ts'
import {
  type CallOf,
  type Change,
  identityOf,
  type Model,
  type ModelLease,
  type ModelRow,
  type Moment,
  Refused,
  refuseFields,
  withEvents,
  withRow,
} from './model-state.ts'

const LEASE_MS = 30_000

export function claim(model: Model, [input, actor]: CallOf<'claim'>['args'], { now }: Moment): Change {
  const { bootId, claimId } = input
  const said = canonical([actor.id, bootId, claimId])
  const token = createHash('sha256').update(said).digest('base64url')
  const answer = (workload: Workload): Claim => ({
    workload,
    lease: { leaseToken: token, leaseUntil: toTimestamp(now + LEASE_MS), leaseSeconds: LEASE_MS / 1_000 },
  })
  const rows = [...model.rows.values()].sort((a, b) => (a.workload.id < b.workload.id ? -1 : 1))
  const mine = rows.find((row) => holds(row, token, actor.id))
  if (mine) {
    const renewed = renew(model, mine, now)
    return { model: renewed.model, answer: answer(renewed.workload) }
  }
  const oldest = rows.find(
    ({ workload }) => workload.status === 'pending' && !workload.hold && canRun(actor.id, workload),
  )
  if (!oldest) return { model, answer: null }
  const old = oldest.workload
  const next: Workload = {
    ...old,
    status: 'running',
    isolation: old.isolation === 'auto' ? strongestOf(actor.id, old.runtime) : old.isolation,
    nodeId: actor.id,
    leasedBy: actor.id,
  }
  enter(next, 'running', {}, now)
  const changed = change(model, old, next, 'transitioned', actor, undefined, now)
  const lease: ModelLease = { token, heardAt: 0, heard: 0, recorded: null, rejected: [] }
  const row = { ...oldest, workload: changed.answer as Workload, lease }
  const renewed = renew(changed.model, row, now)
  return { model: renewed.model, answer: answer(renewed.workload) }
}

export function renewLease(
  model: Model,
  [id, token, actor]: CallOf<'renewLease'>['args'],
  { now }: Moment,
): Change {
  const { model: next, workload } = renew(model, leasedRow(model, id, token, actor.id), now)
  const { killRequestedAt, leaseUntil } = workload
  return { model: next, answer: { killRequested: killRequestedAt !== null, leaseUntil } }
}

export function reportLogs(
  model: Model,
  [id, token, lines, actor]: CallOf<'reportLogs'>['args'],
  { now }: Moment,
): Change {
  return storeLines(model, leasedRow(model, id, token, actor.id), lines, now)
}

export function finish(
  model: Model,
  [id, token, report, actor]: CallOf<'finish'>['args'],
  { now }: Moment,
): Change {
  refuseFields(reportFaults(report))
  const row = model.rows.get(id)
  const outcome = wholeOutcome(report)
  const said = canonical(outcome.said)
  if (!row || !holds(row, token, actor.id)) {
    if (row?.lease?.token !== token || row.workload.nodeId !== actor.id) throw new Refused(LOST)
    if (row.lease.recorded === said) return { model, answer: { workload: row.workload, repeated: true } }
    throw new Refused(LOST, keepRejected(model, row, row.lease, said, outcome.said, actor, now))
  }
  const old = row.workload
  if (report.status === 'killed' && old.killRequestedAt === null) refuseFields(['status'])
  const next: Workload = { ...old, ...outcome.given, errorLine: errorLineOf(report.error ?? null) }
  enter(next, report.status, report.cause == null ? {} : { cause: report.cause }, now)
  next.durationMs = report.durationMs ?? derivedDuration(model, next, { now })
  const changed = change(model, old, next, 'transitioned', actor, undefined, now)
  const workload = changed.answer as Workload
  const lease = row.lease && { ...row.lease, recorded: said }
  return { model: withRow(changed.model, { ...row, workload, lease }), answer: { workload, repeated: false } }
}

/** One look of the server at its leases, `passedMs` after the last one: of which no more than five seconds count. */
export function expireLeases(
  model: Model,
  passedMs: number,
  { now }: Moment,
): { model: Model; lost: number } {
  const listenedMs = model.listenedMs + Math.min(Math.max(0, passedMs), 5_000)
  const silent = [...model.rows.values()]
    .filter(
      ({ workload, lease }) => workload.leasedBy !== null && listenedMs - (lease?.heardAt ?? 0) >= LEASE_MS,
    )
    .sort((a, b) => (a.lease?.heard ?? 0) - (b.lease?.heard ?? 0))
  let next: Model = { ...model, listenedMs }
  for (const { workload: old } of silent) {
    const lost: Workload = { ...old, status: 'failed', cause: 'lost' }
    enter(lost, 'failed', { cause: 'lost' }, now)
    lost.durationMs = derivedDuration(next, lost, { now })
    const system = { kind: 'system', id: 'isola', name: 'Isola' } as const
    const reason = 'Its runner was not heard of for 30 seconds'
    next = change(next, old, lost, 'transitioned', system, reason, now).model
  }
  return { model: next, lost: silent.length }
}

const LOST = { code: 'LEASE_LOST' } as const

const holds = ({ workload, lease }: ModelRow, token: string, runner: string): boolean =>
  workload.leasedBy === runner && lease?.token === token

function leasedRow(model: Model, id: string, token: string, runner: string): ModelRow {
  const row = model.rows.get(id)
  if (!row || !holds(row, token, runner)) throw new Refused(LOST)
  return row
}

function renew(model: Model, row: ModelRow, now: number): { model: Model; workload: Workload } {
  const heard = model.heard + 1
  const workload = {
    ...row.workload,
    leaseUntil: toTimestamp(now + LEASE_MS),
    lastHeartbeatAt: toTimestamp(now),
  }
  const lease = row.lease && { ...row.lease, heardAt: model.listenedMs, heard }
  return { model: withRow({ ...model, heard }, { ...row, workload, lease }), workload }
}

function reportFaults({ status, cause, exitCode, output }: RunnerReportInput): string[] {
  const ofServer = cause === 'lost' || cause === 'unsupported' || cause === 'operator'
  const wrongCause = { completed: true, failed: ofServer, killed: cause !== 'operator' }[status]
  return [
    ...(status === 'completed' && exitCode ? ['exitCode'] : []),
    ...(cause != null && wrongCause ? ['cause'] : []),
    ...outputFaults(output),
  ]
}

/** What a report says: as the record takes it, and as history tells it. */
function wholeOutcome({ status, cause, output, exitCode, error, durationMs }: RunnerReportInput) {
  const { output: whole = null } = normalise({ output: output ?? null })
  const rest = { exitCode: exitCode ?? null, error: error ?? null }
  const given = { status, ...(cause != null && { cause }), output: whole, ...rest }
  const said = {
    ...{ status, cause: cause ?? null, ...rest },
    ...{ durationMs: durationMs ?? null, output: describeOutput(whole) },
  }
  return { given, said }
}

function keepRejected(
  model: Model,
  row: ModelRow,
  lease: ModelLease,
  said: string,
  fields: Record<string, JsonValue>,
  actor: Parameters<typeof identityOf>[0],
  now: number,
): Model {
  if (lease.rejected.includes(said)) return model
  const { workload } = row
  const present: Record<string, JsonValue> = { ...workload, output: describeOutput(workload.output) }
  const pairs = Object.entries(fields).filter(([, value]) => value !== null)
  const event = {
    workloadId: workload.id,
    kind: 'report_rejected',
    from: null,
    to: null,
    actor: identityOf(actor),
    reason: null,
    changes: {
      ...Object.fromEntries(
        pairs.map(([field, value]) => [field, { old: present[field] ?? null, new: value }]),
      ),
      reportHash: { old: null, new: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    at: toTimestamp(now),
  } as const
  const kept = { ...row, lease: { ...lease, rejected: [...lease.rejected, said] } }
  return withEvents(withRow(model, kept), event)
}
