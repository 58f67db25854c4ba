import { EventEmitter } from 'node:events'
import type { Clock } from '@isola/domain'
import { LRUCache } from 'lru-cache'

/** The longest that a timer can wait; it is set again then. */
const LONGEST_WAIT_MS = 2 ** 31 - 1
/** Endings that are remembered: between the check of a request and its stream lie milliseconds. */
const REMEMBERED = 10_000

/** Tells streams that the credentials they were opened with have ended: they outlive the check of their request. */
export class Endings {
  readonly #clock: Clock
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  readonly #recent = new LRUCache<string, number>({ max: REMEMBERED })
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How many there were. Taken before credentials are looked up, it tells `watch` what ended since. */
  get count(): number {
    return this.#count
  }

  /** @param subject `key:<id>`, `user:<id>` or `session:<id>` */
  end(subject: string): void {
    this.#recent.set(subject, ++this.#count)
    this.#emitter.emit(subject)
  }

  /**
   * Calls `listener` once, when one of the subjects ends, has ended after the first `since` endings, or the time has
   * come. Answers how to stop that.
   */
  watch(subjects: string[], since: number, expiresAt: number | null, listener: () => void): () => void {
    if (subjects.some((subject) => (this.#recent.get(subject) ?? 0) > since)) {
      listener()
      return () => undefined
    }
    let timer: NodeJS.Timeout | undefined
    const stop = () => {
      clearTimeout(timer)
      for (const subject of subjects) this.#emitter.off(subject, ended)
    }
    const ended = () => {
      stop()
      listener()
    }
    const wait = (until: number) => {
      const left = until - this.#clock.now()
      timer = setTimeout(
        () => (left > LONGEST_WAIT_MS ? wait(until) : ended()),
        Math.min(left, LONGEST_WAIT_MS),
      )
      timer.unref()
    }
    for (const subject of subjects) this.#emitter.on(subject, ended)
    if (expiresAt !== null) wait(expiresAt)
    return stop
  }
}
