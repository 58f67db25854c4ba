import type { LaneDatabase } from '../sqlite/lane-database.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'

/** At most 25 MiB: an event may hold an error of 64 KiB as it was and as it became. */
const ROWS_PER_SLICE = 200

const NEXT = 'SELECT workload_id AS id, blanked_to AS "after" FROM pending_purges LIMIT 1'
const LOOK = `
  SELECT max(seq) AS last, count(*) AS looked FROM (
    SELECT seq FROM workload_events WHERE workload_id = @id AND seq > @after ORDER BY seq LIMIT ${ROWS_PER_SLICE})`
const BLANK = `
  UPDATE workload_events SET changes = NULL
  WHERE workload_id = @id AND seq > @after AND seq <= @last AND changes IS NOT NULL`
const REMEMBER = 'UPDATE pending_purges SET blanked_to = @last WHERE workload_id = @id'
const REMOVE_LINES = `
  DELETE FROM log_lines WHERE workload_id = @id AND seq IN (
    SELECT seq FROM log_lines WHERE workload_id = @id LIMIT ${ROWS_PER_SLICE})`
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
  const [history] = db.all(LOOK, next)
  if (Number(history?.looked) > 0) {
    const slice = { ...next, last: history?.last }
    db.run(BLANK, slice)
    db.run(REMEMBER, slice)
  }
  if (Number(history?.looked) === ROWS_PER_SLICE) return true
  const removed = db.run(REMOVE_LINES, { id: next.id })
  if (removed < ROWS_PER_SLICE) db.run(DONE, [next.id])
  return true
}
