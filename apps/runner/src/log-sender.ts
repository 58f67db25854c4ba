import type { LogLinesInput } from '@isola/client'

type Line = Omit<LogLinesInput[number], 'seq'>
export type SendLines = (lines: LogLinesInput) => Promise<{ accepted: number; repeated: number }>

/** So long a line waits for others to go with it. */
const GATHER_MS = 20
const BATCH_LINES = 1_000
/** UTF-16 units, three bytes each at most: a batch stays within the bound of a request. */
const BATCH_LENGTH = 1024 * 1024
/** With so much waiting a workload waits too, before it writes more. */
const WAITING_LENGTH = 8 * 1024 * 1024

/** Numbers the lines of a workload and sends them in batches, in order, one batch at a time. */
export class LogSender {
  readonly #send: SendLines
  readonly #waiting: LogLinesInput = []
  #waitingLength = 0
  #nextSeq = 0
  /** Nothing more is taken: there is no room in the record, or it takes nothing from this runner any more. */
  #closed = false
  #sending: Promise<void> = Promise.resolve()
  #isSending = false
  #hurry = () => {}

  constructor(send: SendLines) {
    this.#send = send
  }

  /** @returns a promise where the caller should take no more lines before it resolves */
  add(line: Line): Promise<void> | undefined {
    if (this.#closed) return
    this.#waiting.push({ ...line, seq: this.#nextSeq++ })
    this.#waitingLength += line.line.length
    if (!this.#isSending) {
      this.#isSending = true
      this.#sending = this.#sendAll()
      // Whoever ends is told; until then a failure only means that lines are of no use.
      this.#sending.catch(() => {})
    }
    return this.#waitingLength > WAITING_LENGTH ? this.#sending.catch(() => {}) : undefined
  }

  /** Resolves when every line is recorded. @throws what sending throws */
  end(): Promise<void> {
    this.#hurry()
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS)
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#take()
        const { accepted, repeated } = await this.#send(batch)
        // Where one line has found no room no later one does.
        if (accepted + repeated < batch.length) this.#close()
      }
    } catch (error) {
      this.#close()
      throw error
    } finally {
      this.#isSending = false
    }
  }

  #close(): void {
    this.#closed = true
    this.#waiting.length = 0
    this.#waitingLength = 0
  }

  #take(): LogLinesInput {
    let [count, length] = [0, 0]
    for (const { line } of this.#waiting) {
      if (count > 0 && (count === BATCH_LINES || length + line.length > BATCH_LENGTH)) break
      length += line.length
      count++
    }
    this.#waitingLength -= length
    return this.#waiting.splice(0, count)
  }
}
