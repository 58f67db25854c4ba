import type { LogLine } from '@isola/domain'
import { LIMITS } from '@isola/domain'
import type { Store } from '@isola/store'
import { BellBoard } from './bell-board.ts'

/** Log lines to those who follow a workload: they are told that there are more, and read them from the record. */
export class LogFeed {
  readonly #store: Store
  readonly #bells = new BellBoard()

  constructor(store: Store) {
    this.#store = store
    store.onCommit(({ logs }) => {
      for (const id of logs) this.#bells.ring(id)
    })
  }

  get subscribers(): number {
    return this.#bells.size
  }

  /**
   * Lines numbered after `after`, in the order of their numbers, until `signal` aborts.
   * @throws WORKLOAD_NOT_FOUND, also when the workload is deleted meanwhile
   */
  async *since(id: string, after: number, signal: AbortSignal): AsyncGenerator<LogLine[], void> {
    const { bell, takeDown } = this.#bells.hang(id)
    try {
      for (let seq = after; !signal.aborted; ) {
        const { items, nextCursor } = await this.#store.listLogLines(id, {
          ...(seq >= 0 && { cursor: String(seq) }),
          limit: LIMITS.logPageSize,
        })
        const last = items.at(-1)
        if (last) {
          seq = last.seq
          yield items
        }
        if (nextCursor === null) await bell.heard(signal)
      }
    } finally {
      takeDown()
    }
  }
}
