import {
  type Actor,
  type ChangeOptions,
  changeOptions,
  isTerminal,
  parseInput,
  sizeOf,
  type WorkloadSummary,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toSummary } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters, changeSql, DURATION_NOW, FINISHED_NOW } from './change.ts'
import { checkRevision, invalidTransition, readRow } from './miss.ts'

const unlessLeased = (value: string, otherwise: string) => `iif(leased_by IS NULL, ${value}, ${otherwise})`
const KILL = changeSql(
  unlessLeased("'transitioned'", "'kill_requested'"),
  [
    `status = ${unlessLeased("'killed'", 'status')}`,
    `cause = ${unlessLeased("'operator'", 'cause')}`,
    `finished_at = ${unlessLeased(FINISHED_NOW, 'finished_at')}`,
    `duration_ms = ${unlessLeased(DURATION_NOW, 'duration_ms')}`,
    `kill_requested_at = ${unlessLeased('kill_requested_at', '@now')}`,
  ],
  ["status IN ('pending', 'running')", '(leased_by IS NULL OR kill_requested_at IS NULL)'],
)

/** Not leased: killed at once. Leased: a request, which its runner confirms; asking twice answers the same. */
export async function killWorkload(
  { clock, lane }: StoreContext,
  id: string,
  actor: Actor,
  options: ChangeOptions = {},
): Promise<WorkloadSummary> {
  const who = parseActor(actor)
  const change = parseInput(changeOptions, options)

  const write = (db: LaneDatabase, announce: Announce): WorkloadSummary => {
    const [row] = db.all(KILL, changeParameters(id, who, change, clock.now()))
    if (row) {
      announce({ event: id })
      return toSummary(row)
    }
    const present = readRow(db, id)
    checkRevision(db, present, change.ifRevision)
    if (isTerminal(present.status)) throw invalidTransition(db, present, 'killed')
    return toSummary(present)
  }
  return lane.submit(write, { bytes: sizeOf(change) })
}
