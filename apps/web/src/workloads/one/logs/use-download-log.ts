'use client'
import { LIMITS, type WorkloadSummary } from '@isola/domain'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTRPCClient } from '#/trpc/client.tsx'
import { download, fileName } from '../download.ts'

/** All lines, page by page, as they were written: one after the other, without numbers and times. */
export function useDownloadLog(workload: WorkloadSummary) {
  const { log } = useTRPCClient()
  const [downloading, setDownloading] = useState<number | null>(null)
  const stopped = useRef(false)

  const start = async () => {
    stopped.current = false
    const parts: string[] = []
    let count = 0
    try {
      for (let cursor: string | null = '', first = true; cursor !== null && !stopped.current; first = false) {
        setDownloading(count)
        const page: Awaited<ReturnType<typeof log.list.query>> = await log.list.query({
          id: workload.id,
          limit: LIMITS.logPageSize,
          ...(!first && { cursor }),
        })
        if (first && page.removed) {
          toast.info(
            `Its first ${page.removed.lines} lines were removed by retention and are not in the file.`,
          )
        }
        // A page is one string: a hundred thousand parts would be as many blobs.
        parts.push(page.items.map(({ line }) => `${line}\n`).join(''))
        count += page.items.length
        cursor = page.nextCursor
      }
      if (!stopped.current) download(parts, 'text/plain', `${fileName(workload, 'log')}.txt`)
    } catch {
      toast.error('The log could not be read to its end. Nothing was saved.')
    } finally {
      setDownloading(null)
    }
  }

  return {
    /** How many lines are here; null when nothing is under way. */
    downloading,
    start: () => void start(),
    stop() {
      stopped.current = true
    },
  }
}
