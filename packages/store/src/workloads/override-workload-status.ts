import {
  type Actor,
  hasFullScope,
  parseInput,
  type ReasonedOptions,
  reasonedOptions,
  sizeOf,
  TERMINAL_STATUSES,
  type TerminalStatus,
  terminalStatus,
  type WorkloadSummary,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toSummary } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters, changeSql, DURATION_NOW, END_LEASE, FINISHED_NOW } from './change.ts'
import { checkFullScope, checkRevision, invalidTransition, readRow } from './miss.ts'

/** Right sides see the row as it was. What never started completes at the moment it ends, with no duration. */
const FINISHED_AT = `ifnull(finished_at, ${FINISHED_NOW})`
const OVERRIDE = changeSql(
  "'overridden'",
  [
    'status = @status',
    "cause = iif(@status = 'completed', NULL, 'operator')",
    `finished_at = ${FINISHED_AT}`,
    `started_at = iif(@status = 'completed', ifnull(started_at, ${FINISHED_AT}), started_at)`,
    `duration_ms = iif(status = 'running', ${DURATION_NOW}, duration_ms)`,
    ...END_LEASE,
  ],
  ['status <> @status'],
)

/** An admin's correction: from any status to any other terminal one. Exit code, error, output and times stay as evidence. */
export async function overrideWorkloadStatus(
  { clock, lane }: StoreContext,
  id: string,
  status: TerminalStatus,
  actor: Actor,
  options: ReasonedOptions,
): Promise<WorkloadSummary> {
  const who = parseActor(actor)
  const change = parseInput(reasonedOptions, options)
  const to = parseInput(terminalStatus, status, 'status')

  const write = (db: LaneDatabase, announce: Announce): WorkloadSummary => {
    const parameters = { ...changeParameters(id, who, change, clock.now()), status: to }
    const [row] = hasFullScope(who) ? db.all(OVERRIDE, parameters) : []
    if (row) {
      announce({ event: id })
      return toSummary(row)
    }
    const present = readRow(db, id)
    checkFullScope(who, 'override a status')
    checkRevision(db, present, change.ifRevision)
    const others = TERMINAL_STATUSES.filter((other) => other !== present.status)
    throw invalidTransition(db, present, to, others)
  }
  return lane.submit(write, { bytes: sizeOf(change) })
}
