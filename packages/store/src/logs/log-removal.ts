import type { LaneDatabase } from '../sqlite/lane-database.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'

const LINES_PER_SLICE = 500
const NEXT = 'SELECT workload_id FROM log_removals LIMIT 1'
const REMOVE = `
  DELETE FROM log_lines WHERE workload_id = @id AND seq IN (
    SELECT seq FROM log_lines WHERE workload_id = @id LIMIT ${LINES_PER_SLICE})`
const DONE = 'DELETE FROM log_removals WHERE workload_id = ?'

/**
 * Removes the lines of deleted workloads, which nobody can read any more, in slices that other writes pass between.
 * What is left to do stands in the database: a restart goes on.
 */
export class LogRemoval {
  readonly #lane: WriteLane
  #running: Promise<void> | null = null
  #stopped = false

  constructor(lane: WriteLane) {
    this.#lane = lane
  }

  wake(): void {
    if (this.#stopped) return
    this.#running ??= this.#removeAll().finally(() => {
      this.#running = null
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #removeAll(): Promise<void> {
    try {
      let more = true
      while (more && !this.#stopped)
        more = await this.#lane.submit((db) => db.atomically(() => removeSlice(db)))
    } catch {
      // Nobody waits for it: with the disk full, say, it goes on at the next deletion or start.
    }
  }
}

function removeSlice(db: LaneDatabase): boolean {
  const [next] = db.all(NEXT)
  if (!next) return false
  const removed = db.run(REMOVE, { id: next.workload_id })
  if (removed < LINES_PER_SLICE) db.run(DONE, [next.workload_id])
  return true
}
