import {
  type Actor,
  hasFullScope,
  parseInput,
  type ReasonedOptions,
  reasonedOptions,
  sizeOf,
  TERMINAL_STATUSES,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters, changeSql, statusIs } from './change.ts'
import { checkFullScope, checkRevision, checkTerminal, readRow, unexplained } from './miss.ts'

/** The trigger of this update writes the event, deletes the row with its labels, output and source, and asks for a purge. */
const DELETE = changeSql("'deleted'", [], [statusIs(TERMINAL_STATUSES)])

/** An admin's act: the workload is forgotten by every list, log and aggregate; that it was there stays in history. */
export async function deleteWorkload(
  { clock, lane }: StoreContext,
  id: string,
  actor: Actor,
  options: ReasonedOptions,
): Promise<void> {
  const who = parseActor(actor)
  const change = parseInput(reasonedOptions, options)

  const write = (db: LaneDatabase, announce: Announce) => {
    const deleted = hasFullScope(who) ? db.all(DELETE, changeParameters(id, who, change, clock.now())) : []
    // Its log has changed too: nothing of it can be read any more.
    if (deleted.length > 0) return announce({ event: id, log: id })
    const present = readRow(db, id)
    checkFullScope(who, 'delete a workload')
    checkRevision(db, present, change.ifRevision)
    checkTerminal(present)
    throw unexplained('deleteWorkload')
  }
  await lane.submit(write, { bytes: sizeOf(change) })
}
