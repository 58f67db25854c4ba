import {
  type Actor,
  type ChangeOptions,
  canTransition,
  InvalidInputError,
  isTerminal,
  type WorkloadStatus,
} from '@isola/domain'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import {
  checkFullScope,
  checkReason,
  checkRevision,
  invalidTransition,
  unexplained,
  type WorkloadRow,
} from './miss.ts'

/** Why a report was refused that its sender may send and that would change something: the first check that fails. */
export function reportMiss(
  db: LaneDatabase,
  row: WorkloadRow,
  status: WorkloadStatus | undefined,
  actor: Actor,
  { reason, ifRevision }: ChangeOptions,
): Error {
  checkRevision(db, row, ifRevision)
  if (status && status !== row.status && !canTransition(row.status, status))
    return invalidTransition(db, row, status)
  if (isTerminal(row.status)) {
    checkFullScope(actor, 'amend a workload that has ended')
    checkReason(reason)
  }
  if (status === 'completed' && row.exit_code !== 0) {
    const message = `is ${String(row.exit_code)} on the record: report failed, or exitCode 0`
    return new InvalidInputError([{ path: 'exitCode', message }])
  }
  return unexplained('A report')
}
