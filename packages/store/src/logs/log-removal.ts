import type { LaneDatabase } from '../sqlite/lane-database.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'
import { nextSlice } from './log-slice.ts'

const NEXT = 'SELECT workload_id FROM log_removals LIMIT 1'
const REMOVE = 'DELETE FROM log_lines WHERE workload_id = ? AND seq <= ?'
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
  const id = String(next.workload_id)
  const { last } = nextSlice(db, id, -1, 0)
  if (last === null) db.run(DONE, [id])
  else db.run(REMOVE, [id, last])
  return true
}
