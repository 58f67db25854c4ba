import { isUtf8 } from 'node:buffer'
import { LIMITS } from '@isola/domain'
import type { Output } from '../backend.ts'

/** The first bytes of a stream, and how many there were. */
export class KeptBytes {
  readonly #chunks: Buffer[] = []
  #kept = 0
  #bytes = 0
  readonly #max: number

  constructor(max: number = LIMITS.outputBytes) {
    this.#max = max
  }

  push(chunk: Buffer): void {
    this.#bytes += chunk.length
    const room = this.#max - this.#kept
    if (room <= 0) return
    const part = chunk.subarray(0, room)
    this.#chunks.push(part)
    this.#kept += part.length
  }

  get overflows(): boolean {
    return this.#bytes > this.#max
  }

  toOutput(contentType: string): Output {
    const kept = Buffer.concat(this.#chunks)
    const bytes = this.#bytes
    const truncated = this.overflows
    // A cut may have gone through a character: the whole ones before it are still text.
    const text = truncated ? kept.subarray(0, wholeCharacters(kept)) : kept
    return isUtf8(text)
      ? { contentType, encoding: 'utf8', data: text.toString('utf8'), bytes, truncated }
      : { contentType, encoding: 'base64', data: kept.toString('base64'), bytes, truncated }
  }
}

function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 4; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) !== 0x80) return byte >= 0xc0 ? bytes.length - back : bytes.length
  }
  return bytes.length
}
