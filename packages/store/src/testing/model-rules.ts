/** The checks of the contract that several verbs share, in its order, and what must hold of every row. */
import { createHash } from 'node:crypto'
import {
  type Actor,
  type Cause,
  type ChangeOptions,
  type JsonValue,
  toMs,
  type Workload,
  type WorkloadStatus,
} from '@isola/domain'
import { lastEventOf, type Model, Refused } from './model-state.ts'

/** The diagram, once more: a copy that cannot be wrong in the same way. */
const LEGAL: Record<WorkloadStatus, WorkloadStatus[]> = {
  pending: ['running', 'failed', 'killed'],
  running: ['completed', 'failed', 'killed'],
  completed: [],
  failed: [],
  killed: [],
}
export const nextOf = (status: WorkloadStatus): WorkloadStatus[] => LEGAL[status]
export const hasEnded = (status: WorkloadStatus): boolean => LEGAL[status].length === 0

export const mayDoAll = ({ kind, scope }: Actor): boolean =>
  scope === undefined ? kind === 'system' : scope === 'all'

export function checkMayDoAll(actor: Actor): void {
  if (!mayDoAll(actor)) throw new Refused({ code: 'FORBIDDEN' })
}

export function checkMayReport({ hold, createdBy }: Workload, actor: Actor): void {
  const own = hold && createdBy.kind === actor.kind && createdBy.id === actor.id
  if (!own) checkMayDoAll(actor)
}

export function checkRevision(model: Model, workload: Workload, { ifRevision }: ChangeOptions): void {
  const { id, revision, status } = workload
  if (ifRevision === undefined || ifRevision === revision) return
  throw new Refused({ code: 'REVISION_CONFLICT', revision, status, lastEvent: lastEventOf(model, id) })
}

export function refuseTransition(
  model: Model,
  { id, status }: Workload,
  to: WorkloadStatus,
  allowed: WorkloadStatus[] = nextOf(status),
): never {
  throw new Refused({
    code: 'INVALID_TRANSITION',
    from: status,
    to,
    allowed,
    lastEvent: lastEventOf(model, id),
  })
}

export function checkTransition(model: Model, workload: Workload, to: WorkloadStatus): void {
  if (!nextOf(workload.status).includes(to)) refuseTransition(model, workload, to)
}

export function checkEnded({ status }: Workload): void {
  if (!hasEnded(status)) throw new Refused({ code: 'NOT_TERMINAL', status })
}

/** A reason, where one is given: not blank, at most 2,000 characters. */
export const reasonFaults = (reason: string | undefined): string[] =>
  reason === undefined || (reason.trim() !== '' && reason.length <= 2_000) ? [] : ['reason']

const CAUSES_OF: Partial<Record<WorkloadStatus, (cause: Cause | null) => boolean>> = {
  failed: (cause) => cause !== null,
  killed: (cause) => cause === 'operator',
}
const HUNDRED_YEARS_MS = 100 * 365.25 * 24 * 3_600_000

/** The fields that a workload may not have as it has them. */
export function impossibleFields(workload: Workload): string[] {
  const { status, cause, durationMs } = workload
  const [created, started, finished] = [workload.createdAt, workload.startedAt, workload.finishedAt]
  const mustHaveStarted = status === 'running' || status === 'completed'
  const faults: Record<string, boolean> = {
    cause: !(CAUSES_OF[status] ?? ((none) => none === null))(cause),
    startedAt: started === null ? mustHaveStarted : toMs(started) < toMs(created),
    finishedAt:
      (finished !== null) !== hasEnded(status) ||
      (finished !== null && toMs(finished) < toMs(started ?? created)),
    durationMs: durationMs !== null && (started === null || durationMs > HUNDRED_YEARS_MS),
  }
  return Object.keys(faults).filter((field) => faults[field])
}

/** What any end does to a lease. */
export const endLease = (workload: Workload): void => {
  Object.assign(workload, { leasedBy: null, leaseUntil: null, lastHeartbeatAt: null })
}

/**
 * From both times, if there are both and the clock said each that was not given: one that stands only because it may not come
 * before an earlier one says nothing.
 * @param now what the clock says, when the end is stamped by it
 */
export function derivedDuration(
  model: Model,
  { id, createdAt, startedAt, finishedAt }: Workload,
  { now, startGiven = false }: { now: number | null; startGiven?: boolean },
): number | null {
  if (startedAt === null || finishedAt === null) return null
  const began = model.events.find(({ workloadId, to }) => workloadId === id && to === 'running')
  const startedUnseen = !startGiven && startedAt === createdAt && began && toMs(began.at) < toMs(startedAt)
  if (startedUnseen || (now !== null && now < toMs(startedAt))) return null
  return toMs(finishedAt) - toMs(startedAt)
}

/** The first line that is not empty, at most 500 characters as people count them. */
export function errorLineOf(error: string | null): string | null {
  if (error === null) return null
  const line = error.split(/\r\n|\n|\r/).find((candidate) => candidate !== '')
  return Array.from(line ?? '')
    .slice(0, 500)
    .join('')
}

/** Whether a search for `part` finds `whole`: composed alike, letter by letter, without case, the two small sigmas as one. */
export function isFoundIn(whole: string | null, part: string): boolean {
  const plain = (text: string) =>
    Array.from(text.normalize('NFC'), (letter) => (letter === 'ς' ? 'σ' : letter.toLowerCase())).join('')
  return whole !== null && plain(whole).includes(plain(part))
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** RFC 8785, for what JSON.parse can give: members in the order of their UTF-16 units, the rest as JSON.stringify. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as JsonValue)}`)
  return `{${members.join(',')}}`
}
