'use client'
import { LIMITS, type WorkloadSummary } from '@isola/domain'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { download, fileName } from '#/lib/download.ts'
import { writePages } from '#/lib/write-pages.ts'
import { useTRPCClient } from '#/trpc/client.tsx'

/** All lines as they were written, one after the other, without numbers and times. */
export function useDownloadLog(workload: WorkloadSummary) {
  const { log } = useTRPCClient()
  const [downloading, setDownloading] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async () => {
    const stop = new AbortController()
    running.current = stop
    setDownloading(0)
    let removed = 0
    try {
      const blob = await writePages({
        type: 'text/plain',
        ask: (cursor) =>
          log.list.query(
            { id: workload.id, limit: LIMITS.logPageSize, ...(cursor !== null && { cursor }) },
            { signal: stop.signal },
          ),
        write: ({ line }) => `${line}\n`,
        onPage: (page, lines) => {
          removed = page.removed?.lines ?? removed
          setDownloading(lines)
        },
        signal: stop.signal,
      })
      download(blob, `${fileName(workload, 'log')}.txt`)
      if (removed > 0)
        toast.info(`Its first ${removed} lines were removed by retention and are not in the file.`)
    } catch {
      if (!stop.signal.aborted) toast.error('The log could not be read to its end. Nothing was saved.')
    } finally {
      setDownloading(null)
    }
  }

  return {
    /** How many lines are here; null when nothing is under way. */
    downloading,
    start: () => void start(),
    stop: () => running.current?.abort(),
  }
}
