import type { LogLine } from '@isola/domain'
import { LIMITS } from '@isola/domain'
import type { Store } from '@isola/store'
import { Bell } from './bell.ts'

/** Log lines to those who follow a workload: they are told that there are more, and read them from the record. */
export class LogFeed {
  readonly #store: Store
  readonly #bells = new Map<string, Set<Bell>>()

  constructor(store: Store) {
    this.#store = store
    store.onCommit(({ logs }) => {
      for (const id of logs) for (const bell of this.#bells.get(id) ?? []) bell.ring()
    })
  }

  get subscribers(): number {
    return [...this.#bells.values()].reduce((sum, bells) => sum + bells.size, 0)
  }

  /**
   * Lines numbered after `after`, in the order of their numbers, until `signal` aborts.
   * @throws WORKLOAD_NOT_FOUND, also when the workload is deleted meanwhile
   */
  async *since(id: string, after: number, signal: AbortSignal): AsyncGenerator<LogLine[], void> {
    const bell = new Bell()
    const bells = this.#bells.get(id) ?? new Set()
    this.#bells.set(id, bells.add(bell))
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
      bells.delete(bell)
      if (bells.size === 0 && this.#bells.get(id) === bells) this.#bells.delete(id)
    }
  }
}
