import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { nextSlice, SLICE_ROWS } from '../sqlite/next-slice.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'

const NEXT = 'SELECT workload_id AS id, blanked_to AS "after" FROM pending_purges LIMIT 1'
const EVENTS = `
  SELECT seq, octet_length(changes) AS bytes FROM workload_events
  WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ${SLICE_ROWS}`
const BLANK = `
  UPDATE workload_events SET changes = NULL
  WHERE workload_id = @id AND seq > @after AND seq <= @last AND changes IS NOT NULL`
const REMEMBER = 'UPDATE pending_purges SET blanked_to = @last WHERE workload_id = @id'
const LINES = `
  SELECT seq, octet_length(line) AS bytes FROM log_lines WHERE workload_id = ? ORDER BY seq LIMIT ${SLICE_ROWS}`
const REMOVE_LINES = 'DELETE FROM log_lines WHERE workload_id = ? AND seq <= ?'
const DONE = 'DELETE FROM pending_purges WHERE workload_id = ?'

/**
 * Blanks the history of deleted workloads and removes their log lines, neither of which any reader gives out, in slices
 * that other writes pass between. What is left to do is in the database: a restart continues.
 */
export class PurgeDeleted {
  readonly #lane: WriteLane
  #running: Promise<void> | null = null
  #stopped = false

  constructor(lane: WriteLane) {
    this.#lane = lane
  }

  wake(): void {
    if (this.#stopped) return
    this.#running ??= this.#purgeAll().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when the slice under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #purgeAll(): Promise<void> {
    try {
      let more = true
      while (more && !this.#stopped)
        more = await this.#lane.submit((db) => db.atomically(() => purgeSlice(db)))
    } catch {
      // No caller waits for it. With the disk full, say, the next deletion or start continues.
    }
  }
}

function purgeSlice(db: LaneDatabase): boolean {
  const [next] = db.all(NEXT)
  if (!next) return false
  const last = nextSlice(db, EVENTS, [next.id, next.after]).at(-1)?.seq
  if (last !== undefined) {
    db.run(BLANK, { ...next, last })
    db.run(REMEMBER, { id: next.id, last })
    return true
  }
  const line = nextSlice(db, LINES, [next.id]).at(-1)?.seq
  if (line === undefined) db.run(DONE, [next.id])
  else db.run(REMOVE_LINES, [next.id, line])
  return true
}
