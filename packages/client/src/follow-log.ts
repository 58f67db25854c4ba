import type { IsolaProcedures, LogLine } from './contract.ts'
import { onAbort } from './on-abort.ts'
import type { Unsubscribable } from './procedures.ts'

export type OnLine = ((line: LogLine) => void) | ((line: LogLine) => Promise<void>)

export interface FollowedLog {
  /** Hands over the rest, once nothing more is written. @throws what reading, or `onLine`, throws; the abort's reason */
  readToEnd(): Promise<void>
  /** Nothing is handed over after this, not even lines that have arrived. */
  stop(): void
}

/** UTF-16 units of the lines that may wait for `onLine`. With more, the stream is closed, and later resumed. */
const WAITING_LENGTH = 1024 * 1024
/** What a line counts beside its text: empty ones take memory too. */
const LINE_LENGTH = 64

/**
 * Hands over each line of a log once and in order, the next when `onLine` is done with the last: live, and at the end
 * whatever the stream had not brought.
 * @param over ends it, and is aborted with what `onLine` throws or rejects with, and by `stop`
 */
export function followLog(
  { log }: Pick<IsolaProcedures, 'log'>,
  id: string,
  onLine: OnLine,
  over: AbortController,
): FollowedLog {
  const { signal } = over
  let last = -1
  let waiting = 0
  let handing: Promise<void> = Promise.resolve()
  let stream: Unsubscribable | undefined
  let ended = false

  async function handOver(lines: LogLine[]): Promise<void> {
    for (const line of lines) {
      signal.throwIfAborted()
      last = line.seq
      const done: unknown = onLine(line)
      if (typeof done === 'object' && done !== null) await unlessAborted(Promise.resolve(done), signal)
    }
  }

  function receive(lines: LogLine[]): void {
    const length = lines.reduce((sum, { line }) => sum + LINE_LENGTH + line.length, 0)
    waiting += length
    if (waiting > WAITING_LENGTH) close()
    handing = handing
      .then(() => handOver(lines))
      .then(() => {
        waiting -= length
        if (waiting === 0) listen()
      })
    handing.catch((error) => over.abort(error))
  }

  function listen(): void {
    if (stream || ended) return
    const input = { id, ...(last >= 0 && { lastEventId: String(last) }) }
    // What a stream that fails has not brought is read at the end.
    stream = log.tail.subscribe(input, { onData: ({ data: { lines } }) => receive(lines) })
  }

  function close(): void {
    stream?.unsubscribe()
    stream = undefined
  }

  function endStream(): void {
    ended = true
    close()
  }

  listen()
  return {
    async readToEnd() {
      endStream()
      await handing
      for (let more = true; more; ) {
        const input = { id, limit: 1_000, ...(last >= 0 && { cursor: String(last) }) }
        const page = await log.list.query(input, { signal })
        await handOver(page.items)
        more = page.nextCursor !== null
      }
    },
    stop() {
      endStream()
      over.abort()
    },
  }
}

function unlessAborted(done: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const release = onAbort(signal, reject)
    done.then(resolve, reject).finally(release)
  })
}
