import { setImmediate as nextTurn } from 'node:timers/promises'

/** What procedures take of one turn of the event loop. */
const TURN_MS = 5
/** For so long at most they give way to new connections. */
const GIVE_WAY_MS = 15

/**
 * Spreads work over turns of the event loop. Requests that arrive together would all run before the next one is looked
 * at: 300 searches kept `/healthz` waiting for 350 ms. By time rather than number, because writes that are submitted in
 * one turn share a commit.
 */
export class Turns {
  /** First come, first served: whoever began in the last turn would otherwise always be ahead of a new request. */
  readonly #queue: object[] = []
  #endsAt: number | null = null
  #givesWay = false
  #givesWaySince: number | null = null

  /** Resolves when this turn has time left, else in a later one, after what has arrived meanwhile was looked at. */
  async begin(): Promise<void> {
    if (this.#queue.length === 0 && this.#hasTime()) return
    const ticket = {}
    this.#queue.push(ticket)
    do await nextTurn()
    while (this.#queue[0] !== ticket || !this.#hasTime())
    this.#queue.shift()
  }

  /** A connection was accepted. A turn accepts one, so this one is kept short: others, such as a monitor's, may wait behind. */
  giveWay(): void {
    if (this.#givesWay) return
    this.#givesWay = true
    setImmediate(() => {
      this.#givesWay = false
    })
  }

  #hasTime(): boolean {
    const now = performance.now()
    if (this.#givesWay) {
      this.#givesWaySince ??= now
      if (now - this.#givesWaySince < GIVE_WAY_MS) return false
    }
    this.#givesWaySince = null
    if (this.#endsAt === null) {
      this.#endsAt = now + TURN_MS
      setImmediate(() => {
        this.#endsAt = null
      })
    }
    return now < this.#endsAt
  }
}

/**
 * Runs pieces of work one after the other, each in a turn of its own: pieces that are woken together would otherwise all
 * begin before the first has used any time, or memory.
 */
export function inTurns(turns: Turns): <Answer>(work: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const answer = last.then(() => turns.begin()).then(work)
    last = answer.catch(() => undefined).then(() => nextTurn())
    return answer
  }
}
