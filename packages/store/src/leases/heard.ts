/** No step of time counts for more: in a longer one this process stood still, and heard nobody. */
const LONGEST_STEP_MS = 5_000

/**
 * Time in which this process could hear its runners. It is made of steps of the monotonic clock, one each time it is read:
 * a wall clock that jumps moves nothing, and a stopped process or a frozen machine is not its runners' silence.
 */
export function listeningTime(monotonic: () => number): () => number {
  let last = monotonic()
  let listenedMs = 0
  return () => {
    const now = monotonic()
    listenedMs += Math.min(now - last, LONGEST_STEP_MS)
    last = now
    return listenedMs
  }
}

/**
 * When each of many was last heard of. In memory alone: who was there before a restart counts as heard of at the start,
 * which gives them the whole time to come back.
 */
export class Heard {
  readonly #time: () => number
  /** In the order of their times: whoever is heard of goes to the end. */
  readonly #heardAt = new Map<string, number>()

  constructor(time: () => number, present: readonly string[]) {
    this.#time = time
    for (const id of present) this.hear(id)
  }

  hear(id: string): void {
    this.#heardAt.delete(id)
    this.#heardAt.set(id, this.#time())
  }

  forget(id: string): void {
    this.#heardAt.delete(id)
  }

  /** Whether it was not heard of for so long; true of one that is not known. */
  isSilent(id: string, ms: number): boolean {
    return this.#time() - (this.#heardAt.get(id) ?? Number.NEGATIVE_INFINITY) >= ms
  }

  /** Those who were not heard of for so long; looks at no more than these. */
  silent(ms: number): string[] {
    const before = this.#time() - ms
    const ids: string[] = []
    for (const [id, heardAt] of this.#heardAt) {
      if (heardAt > before) break
      ids.push(id)
    }
    return ids
  }
}
