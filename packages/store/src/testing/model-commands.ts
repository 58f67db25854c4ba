/**
 * What a random run does, as data: which workload and which time are meant is said in symbols, because that depends on
 * what came before. `toCall` makes the call of it.
 */
import {
  type Actor,
  type ChangeOptions,
  type CreateWorkloadInput,
  type LogLinesInput,
  type ReasonedOptions,
  type RunnerReportInput,
  type TerminalStatus,
  toMs,
  toTimestamp,
  type WorkloadStatus,
  type WorkloadUpdate,
} from '@isola/domain'
import { nextOf } from './model-rules.ts'
import { claimOf, RUNNERS } from './model-runners.ts'
import type { Call, Model } from './model-state.ts'
import { rex, roy } from './runners.ts'

/** One of those ever made, counted back from the newest; `unknown` was never made. */
export type SymbolicId = number | 'unknown'
/** Milliseconds after the workload's creation or after now. */
export type SymbolicTime = { after: 'creation' | 'now'; ms: number } | null
/** One that is legal next, where there is one; or whatever is said. */
export type SymbolicStatus = { legal: number } | WorkloadStatus
export interface SymbolicOptions {
  reason?: string
  ifRevision?: 'right' | 'wrong'
}

export interface UpdateCommand {
  verb: 'updateWorkload'
  of: SymbolicId
  status?: SymbolicStatus
  startedAt?: SymbolicTime
  finishedAt?: SymbolicTime
  fields: Omit<WorkloadUpdate, 'status' | 'startedAt' | 'finishedAt'>
  actor: Actor
  options: SymbolicOptions
}

export type Command =
  | { verb: 'createWorkload'; input: CreateWorkloadInput; importedAgoMs?: number; actor: Actor }
  | UpdateCommand
  | {
      verb: 'updateWorkloadStatus'
      of: SymbolicId
      status: SymbolicStatus
      actor: Actor
      options: SymbolicOptions
    }
  | {
      verb: 'overrideWorkloadStatus'
      of: SymbolicId
      status: TerminalStatus
      actor: Actor
      options: SymbolicOptions
    }
  | { verb: 'killWorkload'; of: SymbolicId; actor: Actor; options: SymbolicOptions }
  | { verb: 'retryWorkload'; of: SymbolicId; actor: Actor; reason?: string; idempotencyKey?: string }
  | { verb: 'deleteWorkload'; of: SymbolicId; actor: Actor; options: SymbolicOptions }
  | { verb: 'addNote'; of: SymbolicId; text: string; actor: Actor }
  | { verb: 'appendLogLines'; of: SymbolicId; lines: LogLinesInput; actor: Actor }
  | LeaseCommand

/** Of those ever leased, counted back from the newest. */
interface OfLease {
  leased: number
  token: 'right' | 'wrong'
  by: 'holder' | 'other'
}
export type LeaseCommand =
  | { verb: 'claim'; runner: number; claim: number }
  | ({ verb: 'renewLease' } & OfLease)
  | ({ verb: 'reportLogs'; lines: LogLinesInput } & OfLease)
  | ({ verb: 'finish'; report: RunnerReportInput } & OfLease)

const UNKNOWN_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

export function toCall(command: Command, model: Model, now: number): Call {
  switch (command.verb) {
    case 'createWorkload':
      return toCreation(command, now)
    case 'claim':
    case 'renewLease':
    case 'reportLogs':
    case 'finish':
      return toLeaseCall(command, model)
    default:
      return toChange(command, model, now)
  }
}

type Creation = Extract<Command, { verb: 'createWorkload' }>

function toChange(command: Exclude<Command, Creation | LeaseCommand>, model: Model, now: number): Call {
  const id = idMeant(command.of, model)
  const row = model.rows.get(id)?.workload
  const { actor } = command
  switch (command.verb) {
    case 'updateWorkload':
      return {
        verb: command.verb,
        args: [id, toUpdate(command, model, now), actor, toOptions(command.options)],
      }
    case 'updateWorkloadStatus':
      return {
        verb: command.verb,
        args: [id, statusMeant(command.status, row?.status), actor, toOptions(command.options)],
      }
    case 'overrideWorkloadStatus':
      return {
        verb: command.verb,
        args: [id, command.status, actor, reasoned(command.options)],
      }
    case 'killWorkload':
      return { verb: command.verb, args: [id, actor, toOptions(command.options)] }
    case 'deleteWorkload':
      return { verb: command.verb, args: [id, actor, reasoned(command.options)] }
    case 'retryWorkload': {
      const { reason, idempotencyKey } = command
      return { verb: command.verb, args: [id, actor, present({ reason, idempotencyKey })] }
    }
    case 'addNote':
      return { verb: command.verb, args: [id, command.text, actor] }
    case 'appendLogLines':
      return { verb: command.verb, args: [id, command.lines, actor] }
  }

  function toOptions({ reason, ifRevision }: SymbolicOptions): ChangeOptions {
    const revision = row?.revision ?? 1
    const meant = ifRevision && { right: revision, wrong: revision + 1 }[ifRevision]
    return present({ reason, ifRevision: meant })
  }

  function reasoned(options: SymbolicOptions): ReasonedOptions {
    return { ...toOptions(options), reason: options.reason ?? '' }
  }
}

function toLeaseCall(command: LeaseCommand, model: Model): Call {
  if (command.verb === 'claim') {
    const runner = runnerNumber(command.runner)
    return { verb: command.verb, args: [claimOf(runner, command.claim), runner] }
  }
  const rows = [...model.rows.values()].filter(({ lease }) => lease !== null)
  const row = rows.at(-1 - (command.leased % Math.max(1, rows.length)))
  const id = row?.workload.id ?? UNKNOWN_ID
  const token = command.token === 'right' ? (row?.lease?.token ?? 'none') : 'another'
  const holder = RUNNERS.findIndex((runner) => runner.id === row?.workload.nodeId)
  const actor = runnerNumber(command.by === 'holder' ? holder : holder + 1)
  if (command.verb === 'renewLease') return { verb: command.verb, args: [id, token, actor] }
  return command.verb === 'finish'
    ? { verb: command.verb, args: [id, token, command.report, actor] }
    : { verb: command.verb, args: [id, token, command.lines, actor] }
}

const runnerNumber = (n: number): Actor => (n % 2 === 0 ? rex : roy)

function toCreation({ input, importedAgoMs, actor }: Creation, now: number): Call {
  const createdAt = importedAgoMs === undefined ? {} : { createdAt: toTimestamp(now - importedAgoMs) }
  return { verb: 'createWorkload', args: [{ ...input, ...createdAt }, actor] }
}

function toUpdate(
  { of, status, startedAt, finishedAt, fields }: UpdateCommand,
  model: Model,
  now: number,
): WorkloadUpdate {
  const row = model.rows.get(idMeant(of, model))?.workload
  const time = (symbol: SymbolicTime | undefined) =>
    symbol && toTimestamp((symbol.after === 'now' || !row ? now : toMs(row.createdAt)) + symbol.ms)
  return {
    ...fields,
    ...present({
      status: status && statusMeant(status, row?.status),
      startedAt: time(startedAt),
      finishedAt: time(finishedAt),
    }),
  }
}

function idMeant(symbol: SymbolicId, { events }: Model): string {
  const ids = events.flatMap(({ kind, workloadId }) => (kind === 'created' ? [workloadId] : []))
  return (symbol === 'unknown' ? undefined : ids.at(-1 - (symbol % ids.length))) ?? UNKNOWN_ID
}

function statusMeant(symbol: SymbolicStatus, present: WorkloadStatus = 'pending'): WorkloadStatus {
  if (typeof symbol === 'string') return symbol
  const legal = nextOf(present)
  return legal[symbol.legal % legal.length] ?? present
}

/** Without the members that are undefined: absent is not the same as given. */
export const present = <Members extends object>(members: Members) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<Members>

type Present<Members> = {
  [Key in keyof Members as undefined extends Members[Key] ? never : Key]: Members[Key]
} & {
  [Key in keyof Members as undefined extends Members[Key] ? Key : never]?: Exclude<Members[Key], undefined>
}
