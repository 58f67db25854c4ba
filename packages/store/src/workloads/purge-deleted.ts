import { setTimeout } from 'node:timers/promises'
import { nextSlice } from '../next-slice.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import type { WriteLane } from '../sqlite/write-lane.ts'

const NEXT = 'SELECT workload_id, blanked_to FROM pending_purges LIMIT 1'
const BLANK = `
  UPDATE workload_events SET changes = NULL
  WHERE workload_id = ? AND seq > ? AND seq <= ? AND changes IS NOT NULL`
const REMEMBER = 'UPDATE pending_purges SET blanked_to = ? WHERE workload_id = ?'
const REMOVE_LINES = 'DELETE FROM log_lines WHERE workload_id = ? AND seq <= ?'
const DONE = 'DELETE FROM pending_purges WHERE workload_id = ?'

/** What refuses a purge, a full disk or another program's lock, lasts longer than a moment. */
const PAUSE_MS = 5_000

/**
 * Blanks the history of deleted workloads and removes their log lines, neither of which any reader gives out, in slices
 * that other writes pass between. One that is refused is tried again after a pause. What is left to do is in the database:
 * a restart continues.
 */
export class PurgeDeleted {
  readonly #lane: WriteLane
  readonly #pauseMs: number
  readonly #stopping = new AbortController()
  #running: Promise<void> | null = null

  constructor(lane: WriteLane, pauseMs = PAUSE_MS) {
    this.#lane = lane
    this.#pauseMs = pauseMs
  }

  wake(): void {
    if (this.#stopping.signal.aborted) return
    this.#running ??= this.#purgeAll().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when the slice under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #purgeAll(): Promise<void> {
    const { signal } = this.#stopping
    let more = true
    while (more && !signal.aborted) {
      try {
        more = await this.#lane.submit((db) => db.atomically(() => purgeSlice(db)))
      } catch {
        // No caller waits for it. The pause ends early, by an AbortError, when the store closes.
        await setTimeout(this.#pauseMs, undefined, { ref: false, signal }).catch(() => {})
      }
    }
  }
}

function purgeSlice(db: LaneDatabase): boolean {
  const [next] = db.all(NEXT)
  if (!next) return false
  const id = String(next.workload_id)
  const blankedTo = Number(next.blanked_to)
  const history = nextSlice(db, 'workload_events', id, blankedTo)
  if (history.last !== null) {
    db.run(BLANK, [id, blankedTo, history.last])
    db.run(REMEMBER, [history.last, id])
    return true
  }
  const log = nextSlice(db, 'log_lines', id, -1)
  if (log.last === null) db.run(DONE, [id])
  else db.run(REMOVE_LINES, [id, log.last])
  return true
}
