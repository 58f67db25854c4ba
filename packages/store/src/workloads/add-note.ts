import {
  type Actor,
  noteText,
  parseInput,
  sizeOf,
  type WorkloadEvent,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { fromActor, toEvent } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'

const NOTE = `
  INSERT INTO workload_events (workload_id, kind, actor, reason, at)
  SELECT id, 'noted', @actor, @text, @now FROM workloads WHERE id = @id RETURNING *`

/** A person's remark in a workload's history; changes no revision. */
export async function addNote(
  { clock, lane }: StoreContext,
  id: string,
  text: string,
  actor: Actor,
): Promise<WorkloadEvent> {
  const who = parseActor(actor)
  const note = parseInput(noteText, text, 'text')

  const write = (db: LaneDatabase, announce: Announce): WorkloadEvent => {
    const [row] = db.all(NOTE, { id, text: note, actor: fromActor(who), now: clock.now() })
    if (!row) throw new WorkloadNotFoundError(id)
    announce({ event: id })
    return toEvent(row)
  }
  return lane.submit(write, { bytes: sizeOf(note) })
}
