import {
  type Actor,
  hasFullScope,
  InvalidInputError,
  InvalidTransitionError,
  IsolaError,
  isTerminal,
  type LastEvent,
  TRANSITIONS,
  WorkloadNotFoundError,
  type WorkloadStatus,
} from '@isola/domain'
import { SUMMARY, toEvent } from '../convert.ts'
import type { LaneDatabase, Row } from '../sqlite/lane-database.ts'

/**
 * Why a guarded statement changed nothing. Each check answers its error or passes; a verb calls them in the order of the
 * contract: not found, forbidden, revision, transition, right to amend, reason. Same slot of the lane as the statement,
 * so the row is the one that the statement saw.
 */

export type WorkloadRow = Row & { status: WorkloadStatus }

export function readRow(db: LaneDatabase, id: string): WorkloadRow {
  const [row] = db.all(`SELECT ${SUMMARY}, error, output_info FROM workloads WHERE id = ?`, [id])
  if (!row) throw new WorkloadNotFoundError(id)
  return row as WorkloadRow
}

/** Reports are for held workloads of the caller's own, unless it may act on all. */
export function checkMayReport(row: Row, actor: Actor): void {
  if (hasFullScope(actor)) return
  if (row.hold && row.created_by_kind === actor.kind && row.created_by_id === actor.id) return
  throw forbidden('This workload is not one that you hold')
}

export function checkFullScope(actor: Actor, what: string): void {
  if (!hasFullScope(actor)) throw forbidden(`Only an admin may ${what}`)
}

export function checkRevision(db: LaneDatabase, row: WorkloadRow, ifRevision?: number): void {
  const revision = Number(row.revision)
  if (ifRevision === undefined || ifRevision === revision) return
  const data = {
    code: 'REVISION_CONFLICT',
    revision,
    status: row.status,
    lastEvent: lastEventOf(db, row),
  } as const
  throw new IsolaError(data, `The workload is at revision ${revision}, not ${ifRevision}`)
}

export function invalidTransition(
  db: LaneDatabase,
  row: WorkloadRow,
  to: WorkloadStatus,
  allowed: readonly WorkloadStatus[] = TRANSITIONS[row.status],
): InvalidTransitionError {
  return new InvalidTransitionError({
    from: row.status,
    to,
    allowed: [...allowed],
    lastEvent: lastEventOf(db, row),
  })
}

export function checkTerminal(row: { status: WorkloadStatus }): void {
  if (isTerminal(row.status)) return
  throw new IsolaError({ code: 'NOT_TERMINAL', status: row.status }, `The workload is still ${row.status}`)
}

export function checkReason(reason: string | undefined): void {
  if (reason !== undefined) return
  throw new InvalidInputError([
    { path: 'reason', message: 'is required to change a workload that has ended' },
  ])
}

const forbidden = (message: string) => new IsolaError({ code: 'FORBIDDEN' }, message)

function lastEventOf(db: LaneDatabase, row: Row): LastEvent {
  const [event] = db.all('SELECT * FROM workload_events WHERE workload_id = ? ORDER BY seq DESC LIMIT 1', [
    row.id,
  ])
  if (!event) throw new Error(`Workload ${String(row.id)} has no history`)
  const { kind, actor, at, reason } = toEvent(event)
  return { kind, actor, at, reason }
}

/** A guard refused what every check allows: a mistake of ours, never the caller's. */
export const unexplained = (verb: string) => new Error(`${verb} changed nothing, and no check says why`)
