import { type Change, LIMITS, sizeOf } from '@isola/domain'
import type { Store } from '@isola/store'
import type { Signal } from './signal.ts'

const PAGE = 500
/** A page that is smaller than this, and not full, ended with history: no change is so large that it had no room. */
const SMALL_PAGE_BYTES = 32 * 1024
/** A larger change is read from the record each time: with its old and new error, one can be a hundred times the usual. */
const LARGEST_KEPT_BYTES = LIMITS.recentChangesBytes / 64
/** What is kept of such a one: its place. */
const PLACE_BYTES = 64

interface Kept {
  change: Change | null
  bytes: number
}

/**
 * The newest changes, read once for all subscribers: when one of them asks, and an event has been committed since. Bounded
 * in bytes; what is no longer here, or was too large, is in the record.
 */
export class RecentChanges {
  readonly #store: Pick<Store, 'listChanges' | 'getLatestSeq'>
  readonly #committed: Signal
  readonly #onFailure: (error: unknown) => void
  /** Consecutive numbers, ending with #newest: history has no gaps. */
  #kept: Kept[] = []
  #keptBytes = 0
  #newest: number | null = null
  #reading: Promise<void> = Promise.resolve()

  /** @param committed notified when an event has been committed */
  constructor(
    store: Pick<Store, 'listChanges' | 'getLatestSeq'>,
    committed: Signal,
    onFailure: (error: unknown) => void,
  ) {
    this.#store = store
    this.#committed = committed
    this.#onFailure = onFailure
    // Where history ends is still to be read.
    committed.notify()
  }

  /** Of all changes that are kept. */
  get bytes(): number {
    return this.#keptBytes
  }

  /**
   * Changes after the event `seq`, in their order: none when there are none yet, null when the first is not kept. At most
   * `LIMITS.streamPageBytes`, because a slow subscriber holds them.
   * @throws what reading the record throws
   */
  async after(seq: number): Promise<Change[] | null> {
    const newest = await this.#refresh()
    if (seq >= newest) return []
    const first = this.#kept.length - (newest - seq)
    if (first < 0) return null
    const found: Change[] = []
    let bytes = 0
    for (const kept of this.#kept.slice(first)) {
      bytes += kept.bytes
      if (!kept.change || (found.length > 0 && bytes > LIMITS.streamPageBytes)) break
      found.push(kept.change)
    }
    return found.length > 0 ? found : null
  }

  /** Reads what has been committed since; returns the number of the newest event. */
  async #refresh(): Promise<number> {
    if (this.#committed.take()) {
      // A read that is under way may have begun before the commit.
      this.#reading = this.#reading.catch(() => undefined).then(() => this.#read())
    }
    await this.#reading
    return this.#newest ?? 0
  }

  async #read(): Promise<void> {
    try {
      for (let bytes = 0, more = true; more; ) {
        // No subscriber has asked for long: all but the newest of these would be dropped again.
        if (this.#newest === null || bytes > LIMITS.recentChangesBytes) return await this.#skipToEnd()
        const changes = await this.#store.listChanges({ after: this.#newest, limit: PAGE })
        const pageBytes = this.#keep(changes)
        bytes += pageBytes
        more = changes.length === PAGE || pageBytes > SMALL_PAGE_BYTES
      }
    } catch (error) {
      // To be read again when the next subscriber asks.
      this.#committed.notify()
      this.#onFailure(error)
      throw error
    }
  }

  async #skipToEnd(): Promise<void> {
    this.#kept = []
    this.#keptBytes = 0
    this.#newest = await this.#store.getLatestSeq()
  }

  /** Returns the size of all of them. */
  #keep(changes: Change[]): number {
    const sizes = changes.map(sizeOf)
    this.#forgetValuesOf(changes)
    for (const [at, change] of changes.entries()) {
      const bytes = sizes[at] ?? 0
      const kept = bytes > LARGEST_KEPT_BYTES ? { change: null, bytes: PLACE_BYTES } : { change, bytes }
      this.#kept.push(kept)
      this.#keptBytes += kept.bytes
      this.#newest = change.event.seq
    }
    let dropped = 0
    while (this.#keptBytes > LIMITS.recentChangesBytes) this.#keptBytes -= this.#kept[dropped++]?.bytes ?? 0
    this.#kept.splice(0, dropped)
    return sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  /** As the record does when a workload is deleted: later subscribers must not receive its values. */
  #forgetValuesOf(changes: Change[]): void {
    const deleted = new Set(
      changes.filter(({ event }) => event.kind === 'deleted').map(({ event }) => event.workloadId),
    )
    if (deleted.size === 0) return
    for (const kept of this.#kept) {
      if (!kept.change || !deleted.has(kept.change.event.workloadId)) continue
      kept.change = { event: { ...kept.change.event, changes: null }, workload: null }
    }
  }
}
