import type { TRPCClient } from '@trpc/client'
import type { AppRouter, LogLine } from './contract.ts'

export interface FollowedLog {
  /** Hands over what has not come yet, once nothing more is written. */
  readToEnd(): Promise<void>
  stop(): void
}

/** Hands over each line of a log once, in order: live, and at the end whatever the stream was late with. */
export function followLog(
  { log }: Pick<TRPCClient<AppRouter>, 'log'>,
  id: string,
  onLine: (line: LogLine) => void,
): FollowedLog {
  let last = -1
  const handOver = (lines: LogLine[]) => {
    for (const line of lines) {
      if (line.seq <= last) continue
      last = line.seq
      onLine(line)
    }
  }
  // A stream that breaks off is made up for at the end.
  const tail = log.tail.subscribe({ id }, { onData: ({ data }) => handOver(data.lines), onError: () => {} })
  return {
    async readToEnd() {
      tail.unsubscribe()
      for (let more = true; more; ) {
        const page = await log.list.query({ id, limit: 1_000, ...(last >= 0 && { cursor: String(last) }) })
        handOver(page.items)
        more = page.nextCursor !== null
      }
    },
    stop: () => tail.unsubscribe(),
  }
}
