import type { ServerResponse } from 'node:http'
import { IsolaError } from '@isola/domain'

/** Bounds how many requests are worked on at once, and how many wait for that: work that costs milliseconds starves the rest. */
export class ConcurrencyLimit {
  readonly #atOnce: number
  readonly #mostWaiting: number
  #running = 0
  readonly #waiting = new Set<() => void>()

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce
    this.#mostWaiting = waiting
  }

  /**
   * Does the work when its turn has come, first come, first served; not at all when the client has left by then.
   * @throws STORE_BUSY when too many wait already
   */
  async run(response: ServerResponse, work: () => Promise<unknown>): Promise<void> {
    if (response.destroyed) return
    if (this.#running < this.#atOnce) this.#running++
    else if (!(await this.#turn(response))) return
    try {
      await work()
    } finally {
      this.#next()
    }
  }

  #turn(response: ServerResponse): Promise<boolean> {
    if (this.#waiting.size >= this.#mostWaiting)
      throw new IsolaError({ code: 'STORE_BUSY' }, 'The server is busy: try again in a moment')
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.delete(begin)
        resolve(false)
      }
      const begin = () => {
        response.off('close', leave)
        // Whatever has arrived meanwhile, such as a heartbeat, is served first.
        setImmediate(resolve, true)
      }
      response.once('close', leave)
      this.#waiting.add(begin)
    })
  }

  /** The place is handed on as it is: nobody who comes in between takes it. */
  #next(): void {
    const [begin] = this.#waiting
    if (!begin) {
      this.#running--
      return
    }
    this.#waiting.delete(begin)
    begin()
  }
}
