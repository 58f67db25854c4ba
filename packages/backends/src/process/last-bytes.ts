/** The last bytes of a stream: what a process said before it died. */
export class LastBytes {
  #tail = Buffer.alloc(0)
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  push(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-this.#max)
  }

  toString(): string {
    return this.#tail.toString('utf8').trim()
  }
}
