/** Isola did not answer: the network failed, or something on the way answered in its place. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  /** Of what answered in its place; null when nothing did. */
  readonly status: number | null

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }

  /** Whether it may be otherwise the next time. */
  get passes(): boolean {
    return this.status === null || this.status === 429 || this.status >= 500
  }
}
