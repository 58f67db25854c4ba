import { setImmediate } from 'node:timers/promises'
import { type Clock, IsolaError, LIMITS, type PageBuilder } from '@isola/domain'

/** A read in slices: each step takes a few milliseconds of the event loop, and what it returns in the end is its answer. */
export type Scan<Answer> = AsyncGenerator<void, Answer, void>

interface Turn {
  startedAt: number
  /** Runs one slice; whether it was the last. */
  step(): Promise<boolean>
  reject(error: unknown): void
}

/**
 * The long reads of all callers, one slice in each turn of the event loop, round robin. Callers that each yielded by
 * themselves would not do: all immediates of one turn run before the next request is looked at, so 300 searches would
 * stand in its way 300 slices at a time.
 */
export class Scans {
  readonly #clock: Clock
  readonly #turns: Turn[] = []
  #running = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @throws STORE_BUSY when too many are running, and when this one has taken too long beside the others */
  run<Answer>(scan: Scan<Answer>): Promise<Answer> {
    if (this.#turns.length >= LIMITS.scans) return Promise.reject(busy('Too many searches are running'))
    return new Promise<Answer>((resolve, reject) => {
      const step = async () => {
        const { done, value } = await scan.next()
        if (done) resolve(value)
        return done === true
      }
      this.#turns.push({ startedAt: this.#clock.monotonic(), step, reject })
      if (!this.#running) void this.#runAll()
    })
  }

  async #runAll(): Promise<void> {
    this.#running = true
    while (this.#turns.length > 0) {
      await setImmediate()
      const [turn] = this.#turns
      if (turn && (await this.#isOver(turn))) this.#turns.shift()
      else this.#turns.push(...this.#turns.splice(0, 1))
    }
    this.#running = false
  }

  async #isOver(turn: Turn): Promise<boolean> {
    try {
      if (this.#clock.monotonic() - turn.startedAt > LIMITS.scanSeconds * 1_000)
        throw busy('The search took too long')
      return await turn.step()
    } catch (error) {
      turn.reject(error)
      return true
    }
  }
}

const busy = (what: string) => new IsolaError({ code: 'STORE_BUSY' }, `${what}; try again`)

/** Some 3 ms of rows. */
const SLICE_ROWS = 1_000

/** Where a slice has ended: after so many rows, at `place`; null at the end of the list. */
export interface SliceEnd<Place> {
  looked: number
  place: Place | null
}

/**
 * Looks through a list that no index leads, until the page is full or `LIMITS.scannedRows` rows were looked at. Answers
 * where it stopped; null when that is the end of the list.
 * @param look puts what it finds in the next rows, at most so many, into the page
 */
export async function* lookThrough<Place, Item, Start extends Place | undefined>(
  page: PageBuilder<Item>,
  start: Start,
  look: (from: Place | Start, rows: number) => Promise<SliceEnd<Place>>,
): Scan<Place | null> {
  let from: Place | Start = start
  for (let left: number = LIMITS.scannedRows; ; ) {
    const { looked, place } = await look(from, Math.min(SLICE_ROWS, left))
    left -= looked
    if (place === null || page.full || left <= 0) return place
    from = place
    yield
  }
}
