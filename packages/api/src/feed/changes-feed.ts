import type { Change } from '@isola/domain'
import type { Store } from '@isola/store'
import { Bell } from './bell.ts'
import { RecentChanges } from './recent-changes.ts'

const CATCH_UP_PAGE = 200

/**
 * Changes to any number of subscribers. Each holds its place in history and nothing else: there is no queue that could
 * overflow, so the slow are never dropped; they read what they missed from the record. Nobody subscribed, nothing is read.
 */
export class ChangesFeed {
  readonly #store: Store
  readonly #bells = new Set<Bell>()
  #recent: Promise<RecentChanges> | null = null

  constructor(store: Store) {
    this.#store = store
  }

  get subscribers(): number {
    return this.#bells.size
  }

  /** Every change after the event `after`, in their order, none twice, until `signal` aborts. */
  async *since(after: number, signal: AbortSignal): AsyncGenerator<Change, void> {
    const bell = new Bell()
    this.#bells.add(bell)
    try {
      const recent = await this.#join()
      for (let seq = after; !signal.aborted; ) {
        const changes =
          recent.after(seq) ?? (await this.#store.listChanges({ after: seq, limit: CATCH_UP_PAGE }))
        for (const change of changes) {
          if (signal.aborted) return
          seq = change.event.seq
          yield change
        }
        if (seq >= recent.newest) await bell.heard(signal)
      }
    } finally {
      this.#bells.delete(bell)
      if (this.#bells.size === 0) this.#close()
    }
  }

  #join(): Promise<RecentChanges> {
    this.#recent ??= RecentChanges.open(this.#store, () => {
      for (const bell of this.#bells) bell.ring()
    })
    return this.#recent
  }

  #close(): void {
    void this.#recent?.then((recent) => recent.close()).catch(() => undefined)
    this.#recent = null
  }
}
