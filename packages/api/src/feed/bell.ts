/** Wakes one that waits. Rung while nobody waits, it is heard by whoever waits next: nothing is missed in between. */
export class Bell {
  #rung = false
  #wake: (() => void) | null = null

  readonly ring = (): void => {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves once it was rung, or `signal` aborts. */
  async heard(signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        signal.addEventListener('abort', this.ring, { once: true })
      })
      signal.removeEventListener('abort', this.ring)
      this.#wake = null
    }
    this.#rung = false
  }
}
