import type { Store } from '@isola/store'
import { BellBoard } from './bell-board.ts'

const NEW_WORK = 'new work'

/** Wakes the runners that wait: for work, or for what becomes of a lease. Commits say it, and nothing is read for it. */
export class RunnerBells {
  readonly #work = new BellBoard()
  readonly #leases = new BellBoard()

  constructor(store: Store) {
    store.onCommit(({ work, events }) => {
      if (work.length > 0) this.#work.ring(NEW_WORK)
      for (const id of events) this.#leases.ring(id)
    })
  }

  /** Calls that wait. */
  get waiting(): number {
    return this.#work.size + this.#leases.size
  }

  forWork(): ReturnType<BellBoard['hang']> {
    return this.#work.hang(NEW_WORK)
  }

  forLease(id: string): ReturnType<BellBoard['hang']> {
    return this.#leases.hang(id)
  }
}
