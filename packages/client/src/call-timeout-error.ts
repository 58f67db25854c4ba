/** A call was not answered in time. Whether it was carried out is unknown. */
export class CallTimeoutError extends Error {
  override readonly name = 'CallTimeoutError'
  /** The procedure, such as `workload.create`. */
  readonly path: string
  readonly timeoutMs: number

  constructor(path: string, timeoutMs: number) {
    super(`${path} was not answered within ${timeoutMs} ms`)
    this.path = path
    this.timeoutMs = timeoutMs
  }
}
