import { randomBytes } from 'node:crypto'

const NEWLINE = 0x0a

/** As hexadecimal digits: none of them is a newline. */
export function newSecret(): Buffer {
  return Buffer.from(randomBytes(16).toString('hex'))
}

/**
 * Takes a report out of a stream that the workload writes to as well: each of its lines follows a secret that only the
 * bootstrap knows. All else is the workload's, byte for byte.
 */
export class SecretFrames {
  #held: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  #inFrame = false
  readonly #secret: Buffer
  readonly #onFrame: (bytes: Buffer) => void

  constructor(secret: Buffer, onFrame: (bytes: Buffer) => void) {
    this.#secret = secret
    this.#onFrame = onFrame
  }

  /** Returns the workload's bytes among these. */
  push(chunk: Buffer): Buffer {
    const own: Buffer[] = []
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk
    this.#held = Buffer.alloc(0)
    while (rest.length > 0) {
      if (this.#inFrame) {
        const end = rest.indexOf(NEWLINE)
        this.#onFrame(end < 0 ? rest : rest.subarray(0, end + 1))
        if (end < 0) break
        this.#inFrame = false
        rest = rest.subarray(end + 1)
        continue
      }
      const at = rest.indexOf(this.#secret)
      if (at < 0) {
        const begun = this.#beginning(rest)
        own.push(rest.subarray(0, rest.length - begun))
        this.#held = rest.subarray(rest.length - begun)
        break
      }
      own.push(rest.subarray(0, at))
      this.#inFrame = true
      rest = rest.subarray(at + this.#secret.length)
    }
    return Buffer.concat(own)
  }

  /** What was held back, as it looked like the beginning of a secret. */
  end(): Buffer {
    return this.#held
  }

  /** How many bytes at the end could begin the secret. */
  #beginning(bytes: Buffer): number {
    for (let length = Math.min(this.#secret.length - 1, bytes.length); length > 0; length--)
      if (bytes.subarray(-length).equals(this.#secret.subarray(0, length))) return length
    return 0
  }
}
