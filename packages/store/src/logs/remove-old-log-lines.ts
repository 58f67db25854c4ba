import { firstIdAt, parseInput, type Timestamp, timestamp, toMs } from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { nextSlice } from '../next-slice.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'

const FIRST = 'SELECT min(workload_id) AS id FROM log_lines WHERE workload_id > @after AND workload_id < @end'
const REMOVE =
  'DELETE FROM log_lines WHERE workload_id = @id AND seq > @seq AND seq <= @last AND at < @before'
const SAY = `
  INSERT INTO removed_log_lines (workload_id, lines, before)
  SELECT id, @removed, @before FROM workloads WHERE id = @id
  ON CONFLICT DO UPDATE SET lines = lines + excluded.lines, before = max(before, excluded.before)`

/** How far it has come: the workload, and the number of the last line looked at. */
interface Place {
  id: string
  seq: number
}

/**
 * Logs are in the order of their workloads' ids, so of creation: those of older workloads are looked through from the
 * front, and no index on time is needed, which every line written would have to pay for.
 */
export async function removeOldLogLines({ lane }: StoreContext, olderThan: Timestamp): Promise<number> {
  const before = toMs(parseInput(timestamp, olderThan, 'before'))
  let total = 0
  for (let place: Place | null = { id: '', seq: -1 }; place; ) {
    const from: Place = place
    const { removed, next } = await lane.submit((db, announce) =>
      db.atomically(() => removeSlice(db, announce, from, before)),
    )
    total += removed
    place = next
  }
  return total
}

function removeSlice(
  db: LaneDatabase,
  announce: Announce,
  { id, seq }: Place,
  before: number,
): { removed: number; next: Place | null } {
  const { last, old } = nextSlice(db, 'log_lines', id, seq, before)
  if (last === null) {
    const [first] = db.all(FIRST, { after: id, end: firstIdAt(before) })
    return { removed: 0, next: first?.id == null ? null : { id: String(first.id), seq: -1 } }
  }
  const removed = old > 0 ? db.run(REMOVE, { id, seq, last, before }) : 0
  if (removed > 0) {
    db.run(SAY, { id, removed, before })
    announce({ log: id })
  }
  return { removed, next: { id, seq: last } }
}
