import { WORK_KINDS, type WorkKind, workKindKey } from '@isola/domain'

/** A look at the newest workload: what has an id up to it has been there since. */
interface Mark {
  at: number
  newest: string
}

const MARKS = 100

/** Since when nobody offers to run what, and how long work has been there, by listening time: no wall clock is asked. */
export class UnofferedWork {
  readonly #time: () => number
  readonly #since = new Map<string, number>()
  #marks: Mark[] = []

  constructor(time: () => number) {
    this.#time = time
  }

  /** What live runners offer now, and the newest id; marks are a hundredth of `ms` apart, and no more than needed. */
  look(offered: readonly WorkKind[], newest: string | null, ms: number): void {
    const now = this.#time()
    const keys = new Set(offered.map(workKindKey))
    for (const key of WORK_KINDS.map(workKindKey)) {
      if (keys.has(key)) this.#since.delete(key)
      else if (!this.#since.has(key)) this.#since.set(key, now)
    }
    const last = this.#marks.at(-1) ?? { at: Number.NEGATIVE_INFINITY, newest: null }
    if (newest !== null && newest !== last.newest && now - last.at >= ms / MARKS)
      this.#marks.push({ at: now, newest })
    const current = this.#marks.findLastIndex(({ at }) => now - at >= ms)
    if (current > 0) this.#marks = this.#marks.slice(current)
  }

  offer(kinds: readonly WorkKind[]): void {
    for (const kind of kinds) this.#since.delete(workKindKey(kind))
  }

  isUnoffered(kind: WorkKind, ms: number): boolean {
    return this.#time() - (this.#since.get(workKindKey(kind)) ?? Number.POSITIVE_INFINITY) >= ms
  }

  /** The newest id of what has been there for so long; null when nothing has. */
  thereFor(ms: number): string | null {
    const now = this.#time()
    return this.#marks.findLast(({ at }) => now - at >= ms)?.newest ?? null
  }
}
