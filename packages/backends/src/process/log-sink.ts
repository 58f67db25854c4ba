import { type Clock, LIMITS, toTimestamp } from '@isola/domain'
import type { Line, OnLog } from '../backend.ts'
import { LineSplitter } from './line-splitter.ts'

/** Hands lines on until the log is full, the first one over included: whoever keeps the log then sees, and says, that it is cut. */
export class LogSink {
  #bytes = 0
  readonly #clock: Clock
  readonly #onLog: OnLog

  constructor(clock: Clock, onLog: OnLog) {
    this.#clock = clock
    this.#onLog = onLog
  }

  /** Splits one stream; `push` and `end` wait when the log's keeper wants them to. */
  stream(stream: Line['stream']): { push(chunk: Buffer): Promise<void>; end(): Promise<void> } {
    const splitter = new LineSplitter()
    return {
      push: (chunk) => this.#send(stream, splitter.push(chunk)),
      end: () => this.#send(stream, splitter.end()),
    }
  }

  async #send(stream: Line['stream'], lines: string[]): Promise<void> {
    const at = toTimestamp(this.#clock.now())
    for (const line of lines) {
      if (this.#bytes > LIMITS.logBytes) return
      // Its newline counts, or a flood of empty lines would be endless.
      this.#bytes += Buffer.byteLength(line) + 1
      const held = this.#onLog({ stream, line, at })
      if (held instanceof Promise) await held
    }
  }
}
