/** A pure model of the store: what the contract says a call answers, and what the record is like afterwards. */
import { toTimestamp, type WorkloadEvent } from '@isola/domain'
import {
  deleteWorkload,
  killWorkload,
  overrideWorkloadStatus,
  updateWorkload,
  updateWorkloadStatus,
} from './model-change.ts'
import { createWorkload, retryWorkload } from './model-create.ts'
import { claim, finish, renewLease, reportLogs } from './model-lease.ts'
import { appendLogLines } from './model-log.ts'
import {
  type Call,
  type CallOf,
  type Change,
  type ExpectedRefusal,
  identityOf,
  type Model,
  type Moment,
  Refused,
  refuseFields,
  rowOf,
  withEvents,
} from './model-state.ts'

export type Outcome = { answer: unknown } | { refusal: ExpectedRefusal }

/** A refused call leaves the model as it is, but for a report that is kept though it came too late. */
export function apply(model: Model, call: Call, moment: Moment): { model: Model; outcome: Outcome } {
  try {
    const { model: next, answer } = dispatch(model, call, moment)
    return { model: next, outcome: { answer } }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { model: error.model ?? model, outcome: { refusal: error.refusal } }
  }
}

function dispatch(model: Model, call: Call, moment: Moment): Change {
  switch (call.verb) {
    case 'createWorkload':
      return createWorkload(model, call.args, moment)
    case 'updateWorkload':
      return updateWorkload(model, call.args, moment)
    case 'updateWorkloadStatus':
      return updateWorkloadStatus(model, call.args, moment)
    case 'overrideWorkloadStatus':
      return overrideWorkloadStatus(model, call.args, moment)
    case 'killWorkload':
      return killWorkload(model, call.args, moment)
    case 'retryWorkload':
      return retryWorkload(model, call.args, moment)
    case 'deleteWorkload':
      return deleteWorkload(model, call.args, moment)
    case 'addNote':
      return addNote(model, call.args, moment)
    case 'appendLogLines':
      return appendLogLines(model, call.args, moment)
    case 'claim':
      return claim(model, call.args, moment)
    case 'renewLease':
      return renewLease(model, call.args, moment)
    case 'reportLogs':
      return reportLogs(model, call.args, moment)
    case 'finish':
      return finish(model, call.args, moment)
  }
}

function addNote(model: Model, [id, text, actor]: CallOf<'addNote'>['args'], { now }: Moment): Change {
  if (text.trim() === '' || text.length > 10_000) refuseFields(['text'])
  rowOf(model, id)
  const note: Omit<WorkloadEvent, 'seq'> = {
    workloadId: id,
    kind: 'noted',
    from: null,
    to: null,
    actor: identityOf(actor),
    reason: text,
    changes: null,
    at: toTimestamp(now),
  }
  return { model: withEvents(model, note), answer: note }
}
