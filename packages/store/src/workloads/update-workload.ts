import {
  type Actor,
  type ChangeOptions,
  changeOptions,
  hasFullScope,
  InvalidInputError,
  parseInput,
  sizeOf,
  toMs,
  type WorkloadReport,
  type WorkloadSummary,
  type WorkloadUpdate,
  workloadUpdate,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toSummary } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters } from './change.ts'
import { checkMayReport, readRow } from './miss.ts'
import { givenColumns, reporterOf, reportSql, writeReport } from './report.ts'
import { reportMiss } from './report-miss.ts'

/**
 * Writes any of the mutable fields in one atomic statement; a status among them is a transition, or the one it has.
 * A terminal workload is amended: the caller needs the right to and a reason. A report that changes nothing succeeds.
 */
export async function updateWorkload(
  { clock, lane }: StoreContext,
  id: string,
  update: WorkloadUpdate,
  actor: Actor,
  options: ChangeOptions = {},
): Promise<WorkloadSummary> {
  const who = parseActor(actor)
  const { reason, ifRevision } = parseInput(changeOptions, options)
  const report = parseInput(workloadUpdate, update)
  checkTimes(report, who, clock.now())
  const output = report.output ? Buffer.from(report.output.data, report.output.encoding) : null
  const given = givenColumns(report, output)
  const sql = Object.keys(given).length > 0 ? reportSql(given, reporterOf(who), report.status) : null

  const write = (db: LaneDatabase, announce: Announce): WorkloadSummary => {
    const change = changeParameters(id, who, { reason, ifRevision }, clock.now())
    const parameters = { ...change, ...given, actorKind: who.kind, actorId: who.id }
    const row = sql && writeReport(db, sql, parameters, output)
    if (row) {
      announce({ event: id })
      return toSummary(row)
    }
    const present = readRow(db, id)
    checkMayReport(present, who)
    if (Object.entries(given).every(([column, value]) => present[column] === value)) return toSummary(present)
    throw reportMiss(db, present, report.status, who, { reason, ifRevision })
  }
  return lane.submit(write, { bytes: sizeOf([report, output, reason]) })
}

/** Given times lie between createdAt (a CHECK) and now; only the right to import goes beyond. */
function checkTimes(report: WorkloadReport, actor: Actor, now: number): void {
  if (hasFullScope(actor)) return
  const issues = (['startedAt', 'finishedAt'] as const)
    .filter((field) => report[field] != null && toMs(report[field]) > now)
    .map((path) => ({ path, message: 'must not lie in the future' }))
  if (issues.length > 0) throw new InvalidInputError(issues)
}
