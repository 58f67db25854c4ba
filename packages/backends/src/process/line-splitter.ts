import { LIMITS } from '@isola/domain'

const NEWLINE = 0x0a

/** Where a piece of at most `max` bytes ends without cutting a character of UTF-8. */
function pieceEnd(bytes: Buffer, max: number): number {
  let end = max
  // 10xxxxxx continues a character; a valid one has three such bytes at most.
  while (end > max - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return end > max - 4 ? end : max
}

/** Bytes to lines. What is over 64 KiB comes as several lines, so that nothing is lost. */
export class LineSplitter {
  #rest: Buffer[] = []
  #restBytes = 0
  readonly #maxBytes: number

  constructor(maxBytes: number = LIMITS.logLineBytes) {
    this.#maxBytes = maxBytes
  }

  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let from = 0
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      this.#keep(chunk.subarray(from, to))
      lines.push(...this.#take(true))
      from = to + 1
    }
    this.#keep(chunk.subarray(from))
    // A rest that has grown over the bound need not wait for its end.
    if (this.#restBytes > this.#maxBytes) lines.push(...this.#take(false))
    return lines
  }

  /** The last line, when no newline ended it. */
  end(): string[] {
    return this.#restBytes > 0 ? this.#take(true) : []
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return
    this.#rest.push(part)
    this.#restBytes += part.length
  }

  #take(whole: boolean): string[] {
    let bytes = Buffer.concat(this.#rest)
    const pieces: string[] = []
    while (bytes.length > this.#maxBytes) {
      const end = pieceEnd(bytes, this.#maxBytes)
      pieces.push(...decode(bytes.subarray(0, end), this.#maxBytes))
      bytes = bytes.subarray(end)
    }
    if (whole) pieces.push(...decode(bytes, this.#maxBytes))
    this.#rest = whole ? [] : [bytes]
    this.#restBytes = whole ? 0 : bytes.length
    return pieces
  }
}

/** A byte that is no UTF-8 becomes U+FFFD, which has three: a line of such bytes may need splitting once more. */
function decode(bytes: Buffer, maxBytes: number): string[] {
  const text = bytes.toString('utf8').replace(/\r$/, '')
  if (Buffer.byteLength(text) <= maxBytes) return [text]
  const step = Math.floor(maxBytes / 4)
  return Array.from(text.matchAll(new RegExp(`.{1,${step}}`, 'gsu')), ([piece]) => piece)
}
