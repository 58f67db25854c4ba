/** What the model of the store remembers, and how it refuses. Written from the contract; nothing here knows SQL. */
import type {
  ActorIdentity,
  IsolaErrorData,
  LastEvent,
  LogLine,
  Workload,
  WorkloadEvent,
} from '@isola/domain'
import type { Store } from '../store.ts'

type Verb =
  | 'createWorkload'
  | 'updateWorkload'
  | 'updateWorkloadStatus'
  | 'overrideWorkloadStatus'
  | 'killWorkload'
  | 'retryWorkload'
  | 'deleteWorkload'
  | 'addNote'
  | 'appendLogLines'
  | 'claim'
  | 'renewLease'
  | 'reportLogs'
  | 'finish'

/** A call of one verb, as the store gets it. */
export type CallOf<V extends Verb> = { verb: V; args: Parameters<Store[V]> }
export type Call = { [V in Verb]: CallOf<V> }[Verb]

export interface ModelRow {
  workload: Workload
  /** The key its creator gave, and the request it stands for. */
  idempotency: { key: string; request: string } | null
  /** By sequence number. */
  log: readonly LogLine[]
  /** The one it has or had; null until it is claimed. */
  lease: ModelLease | null
}

export interface ModelLease {
  token: string
  /** In listening time, and in which order. */
  heardAt: number
  heard: number
  /** What its runner reported: what was recorded, and what came too late. */
  recorded: string | null
  rejected: readonly string[]
}

/** An event before the store has numbered it: its place in the list is its number's. */
export type ModelEvent = Omit<WorkloadEvent, 'seq'>

/** Never changed, always replaced. */
export interface Model {
  rows: ReadonlyMap<string, ModelRow>
  /** Of all workloads, deleted ones too, in the order of commits. */
  events: readonly ModelEvent[]
  /** The greatest id ever given. */
  newestId: string
  /** How long the server has listened, and how often it heard of a lease. */
  listenedMs: number
  heard: number
}

export const EMPTY_MODEL: Model = { rows: new Map(), events: [], newestId: '', listenedMs: 0, heard: 0 }

/** What a call can depend on besides the record: the time, and the id that the store chose if it made a workload. */
export interface Moment {
  now: number
  newId: string
}

export interface Change {
  model: Model
  answer: unknown
}

/** An INVALID_INPUT names at least one of these fields and no other: which of several faults is found first is free. */
export type ExpectedRefusal =
  | Exclude<IsolaErrorData, { code: 'INVALID_INPUT' }>
  | { code: 'INVALID_INPUT'; fields: string[] }

export class Refused extends Error {
  readonly refusal: ExpectedRefusal

  /** What the refusal leaves behind, where it does. */
  readonly model: Model | undefined

  constructor(refusal: ExpectedRefusal, model?: Model) {
    super(refusal.code)
    this.refusal = refusal
    this.model = model
  }
}

export function refuseFields(fields: string[]): void {
  if (fields.length > 0) throw new Refused({ code: 'INVALID_INPUT', fields })
}

export const withRow = (model: Model, row: ModelRow): Model => ({
  ...model,
  rows: new Map(model.rows).set(row.workload.id, row),
})

export const withEvents = (model: Model, ...events: ModelEvent[]): Model => ({
  ...model,
  events: [...model.events, ...events],
})

export function rowOf(model: Model, id: string): ModelRow {
  const row = model.rows.get(id)
  if (!row) throw new Refused({ code: 'WORKLOAD_NOT_FOUND', id })
  return row
}

export const eventsOf = (model: Model, id: string): ModelEvent[] =>
  model.events.filter(({ workloadId }) => workloadId === id)

export function lastEventOf(model: Model, id: string): LastEvent {
  const last = eventsOf(model, id).at(-1)
  if (!last) throw new Error(`The model has no history of ${id}`)
  const { kind, actor, at, reason } = last
  return { kind, actor, at, reason }
}

/** What is kept of an actor. */
export const identityOf = ({ kind, id, name }: ActorIdentity): ActorIdentity => ({ kind, id, name })
