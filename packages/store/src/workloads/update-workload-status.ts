import {
  type Actor,
  type ChangeOptions,
  changeOptions,
  parseInput,
  sizeOf,
  type WorkloadStatus,
  type WorkloadSummary,
  workloadStatus,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toSummary } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters } from './change.ts'
import { checkMayReport, checkRevision, invalidTransition, readRow } from './miss.ts'
import { reporterOf, reportSql } from './report.ts'
import { reportMiss } from './report-miss.ts'

/** Always a transition: the status it already has is an InvalidTransitionError. Of 64 racers exactly one wins. */
export async function updateWorkloadStatus(
  { clock, lane }: StoreContext,
  id: string,
  status: WorkloadStatus,
  actor: Actor,
  options: ChangeOptions = {},
): Promise<WorkloadSummary> {
  const who = parseActor(actor)
  const change = parseInput(changeOptions, options)
  const to = parseInput(workloadStatus, status, 'status')
  const sql = reportSql({ status: to }, reporterOf(who), to)

  const write = (db: LaneDatabase, announce: Announce): WorkloadSummary => {
    const parameters = { ...changeParameters(id, who, change, clock.now()), status: to }
    const [row] = db.all(sql, { ...parameters, actorKind: who.kind, actorId: who.id })
    if (row) {
      announce({ event: id })
      return toSummary(row)
    }
    const present = readRow(db, id)
    checkMayReport(present, who)
    checkRevision(db, present, change.ifRevision)
    if (present.status === to) throw invalidTransition(db, present, to)
    throw reportMiss(db, present, to, who, change)
  }
  return lane.submit(write, { bytes: sizeOf(change) })
}
