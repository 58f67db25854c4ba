'use client'
import type { LogLine } from '@isola/domain'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTRPCClient } from '#/trpc/client.tsx'
import { LogWindow } from './log-window.ts'

interface UseLog {
  id: string
  search: string
  /** Where to open it; what changes later opens nothing. */
  line: number | null
  /** Whether lines can still come. */
  live: boolean
}

/** A log from its end, or from a line; new lines come over a stream of their own as long as the end is in sight. */
export function useLog({ id, search, line, live }: UseLog) {
  const { log } = useTRPCClient()
  const window = useMemo(
    () => new LogWindow((query) => log.list.query({ id, ...query }), search),
    [log, id, search],
  )
  const snapshot = useSyncExternalStore(window.subscribe, window.get, window.get)

  useEffect(() => {
    void window.open(search ? null : line)
  }, [window])

  const tailing = live && snapshot.state === 'open' && snapshot.newer === null
  const { lastSeq } = snapshot
  useEffect(() => {
    if (!tailing) return
    let waiting: LogLine[] = []
    let frame = 0
    const subscription = log.tail.subscribe(
      { id, ...(lastSeq !== null && { lastEventId: String(lastSeq) }) },
      {
        // What comes within a frame is shown at once: a fast log would draw more often than the screen does.
        onData({ data: { lines } }) {
          waiting = [...waiting, ...lines]
          frame ||= requestAnimationFrame(() => {
            frame = 0
            window.append(waiting)
            waiting = []
          })
        },
      },
    )
    return () => {
      subscription.unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [log, id, window, tailing, lastSeq])

  return { ...snapshot, window }
}
