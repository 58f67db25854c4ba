import type { IsolaProcedures, LogLine } from './contract.ts'

export interface FollowedLog {
  /** Hands over what has not come yet, once nothing more is written. @throws what reading, or `onLine`, throws */
  readToEnd(): Promise<void>
  stop(): void
}

/**
 * Hands over each line of a log once, in order: live, and at the end whatever the stream was late with.
 * @param onError is told what `onLine` has thrown meanwhile; it gets no more lines then
 */
export function followLog(
  { log }: Pick<IsolaProcedures, 'log'>,
  id: string,
  onLine: (line: LogLine) => void,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): FollowedLog {
  let last = -1
  const handOver = (lines: LogLine[]) => {
    for (const line of lines) {
      signal.throwIfAborted()
      last = line.seq
      onLine(line)
    }
  }
  const onData = ({ data }: { data: { lines: LogLine[] } }) => {
    try {
      handOver(data.lines)
    } catch (error) {
      onError(error)
    }
  }
  // A stream that breaks off is made up for at the end.
  const tail = log.tail.subscribe({ id }, { onData, onError: () => {} })
  return {
    async readToEnd() {
      tail.unsubscribe()
      for (let more = true; more; ) {
        const input = { id, limit: 1_000, ...(last >= 0 && { cursor: String(last) }) }
        const page = await log.list.query(input, { signal })
        handOver(page.items)
        more = page.nextCursor !== null
      }
    },
    stop: () => tail.unsubscribe(),
  }
}
