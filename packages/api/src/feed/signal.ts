/** Wakes one waiter. A notification that comes while nobody waits is kept for the next wait, so none is missed in between. */
export class Signal {
  #notified = false
  #wake: (() => void) | null = null

  readonly notify = (): void => {
    this.#notified = true
    this.#wake?.()
  }

  /** Whether it was notified since it was last asked, or waited for. */
  take(): boolean {
    const notified = this.#notified
    this.#notified = false
    return notified
  }

  /** Resolves once it is notified, or `over` aborts. Leaves no listener behind on `over`. */
  async wait(over: AbortSignal): Promise<void> {
    if (!this.#notified && !over.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const wake = () => resolve()
      this.#wake = wake
      over.addEventListener('abort', wake, { once: true })
      await promise
      over.removeEventListener('abort', wake)
      this.#wake = null
    }
    this.#notified = false
  }
}
