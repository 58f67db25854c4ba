import type { Change } from '@isola/domain'
import type { Store } from '@isola/store'

/** Changes kept in memory for those who are up to date; whoever lags behind further reads them from the record. */
const KEPT = 1_000
const PAGE = 500

/** The newest changes, read once for all subscribers as they are committed. */
export class RecentChanges {
  readonly #store: Store
  readonly #onNews: () => void
  readonly #stopListening: () => void
  /** Consecutive numbers, ending with #newest: history has no gaps. */
  #changes: Change[] = []
  #newest = 0
  #reading = false
  #unread = false
  #closed = false

  private constructor(store: Store, onNews: () => void) {
    this.#store = store
    this.#onNews = onNews
    this.#stopListening = store.onCommit(() => this.#read())
  }

  static async open(store: Store, onNews: () => void): Promise<RecentChanges> {
    const recent = new RecentChanges(store, onNews)
    recent.#reading = true
    recent.#newest = await store.getLatestSeq().catch((error: unknown): never => {
      recent.close()
      throw error
    })
    recent.#reading = false
    if (recent.#unread) recent.#read()
    return recent
  }

  get newest(): number {
    return this.#newest
  }

  /** Those after `seq`, or null when they are not all here. */
  after(seq: number): Change[] | null {
    const oldest = this.#newest - this.#changes.length + 1
    return seq < oldest - 1 ? null : this.#changes.slice(seq - oldest + 1)
  }

  close(): void {
    this.#closed = true
    this.#stopListening()
  }

  #read(): void {
    this.#unread = true
    if (this.#reading) return
    void this.#readAll()
  }

  async #readAll(): Promise<void> {
    this.#reading = true
    while (this.#unread && !this.#closed) {
      this.#unread = false
      // A read that fails (a damaged page, the store closing) is tried again with the next commit.
      const changes = await this.#store.listChanges({ after: this.#newest, limit: PAGE }).catch(() => [])
      const last = changes.at(-1)
      if (!last) continue
      // A page may be short and not the last.
      this.#unread = true
      this.#changes = [...this.#changes, ...changes].slice(-KEPT)
      this.#newest = last.event.seq
      this.#onNews()
    }
    // In the turn that saw nothing unread: a commit is told either before, or to a reader that starts anew.
    this.#reading = false
  }
}
