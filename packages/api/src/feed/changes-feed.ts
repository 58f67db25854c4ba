import { type ActorIdentity, type Change, LIMITS } from '@isola/domain'
import type { Store } from '@isola/store'
import type { Notifier } from './notifier.ts'
import { RecentChanges } from './recent-changes.ts'

const CATCH_UP_PAGE = { limit: 200, bytes: LIMITS.streamPageBytes }

/**
 * Changes to any number of subscribers. Each holds its place in history and a page of what comes next: there is no queue
 * that could overflow, so slow subscribers are never dropped; they read what they missed from the record. With no
 * subscriber, nothing is read.
 */
export class ChangesFeed {
  readonly #store: Store
  readonly #notifier: Notifier
  readonly #onFailure: (error: unknown) => void
  #recent: { changes: RecentChanges; close: () => void } | null = null
  #subscribers = 0

  /** @param onFailure called once for each read that fails, however many streams end with it */
  constructor(store: Store, notifier: Notifier, onFailure: (error: unknown) => void) {
    this.#store = store
    this.#notifier = notifier
    this.#onFailure = onFailure
  }

  /**
   * Every change after the event `after`, in their order, none twice, until `signal` aborts.
   * @throws what reading the record throws; STORE_BUSY when too many wait already
   */
  async *since(after: number, caller: ActorIdentity, signal: AbortSignal): AsyncGenerator<Change, void> {
    const { signal: news, unsubscribe } = this.#notifier.subscribe('changes', caller, 'events')
    this.#subscribers++
    try {
      const recent = this.#open()
      for (let seq = after; !signal.aborted; ) {
        const changes =
          (await recent.after(seq)) ?? (await this.#store.listChanges({ after: seq, ...CATCH_UP_PAGE }))
        for (const change of changes) {
          if (signal.aborted) return
          seq = change.event.seq
          yield change
        }
        if (changes.length === 0) await news.wait(signal)
      }
    } finally {
      unsubscribe()
      if (--this.#subscribers === 0) this.#close()
    }
  }

  #open(): RecentChanges {
    if (!this.#recent) {
      const { signal, unsubscribe } = this.#notifier.listen('events')
      this.#recent = {
        changes: new RecentChanges(this.#store, signal, this.#onFailure),
        close: unsubscribe,
      }
    }
    return this.#recent.changes
  }

  #close(): void {
    this.#recent?.close()
    this.#recent = null
  }
}
