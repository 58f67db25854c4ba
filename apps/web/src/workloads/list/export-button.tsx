'use client'
import { systemClock } from '@isola/domain'
import { lazy, useEffect, useRef, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { OnDemand } from '#/components/ui/on-demand.tsx'
import { download } from '#/lib/download.ts'
import { formatCount } from '#/lib/format-count.ts'
import { sayWith } from '#/lib/toasts.ts'
import { useTRPCClient } from '#/trpc/client.tsx'
import { useView } from './use-view.ts'
import type { ExportFormat } from './write-export.ts'

const load = () => import('./export-menu.tsx').then(({ ExportMenu }) => ({ default: ExportMenu }))
const ExportMenu = lazy(load)

/** The filter as a file, as long as the page is open; one may go on meanwhile. */
export function ExportButton() {
  const client = useTRPCClient()
  const { input } = useView()
  const [rows, setRows] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async (format: ExportFormat) => {
    const stop = new AbortController()
    running.current = stop
    setRows(0)
    try {
      const { writeExport } = await import('./write-export.ts')
      const { filter, order } = input
      const blob = await writeExport({
        format,
        query: { filter, order },
        list: (query, options) => client.workload.list.query(query, options),
        signal: stop.signal,
        onProgress: setRows,
      })
      const time = new Date(systemClock.now()).toISOString().slice(0, 19).replaceAll(':', '')
      download(blob, `isola-workloads-${time}Z.${format}`)
    } catch (error) {
      if (stop.signal.aborted) return
      await sayWith((toast) => toast.error(`The export did not finish: ${(error as Error).message}`))
    } finally {
      setRows(null)
    }
  }

  if (rows !== null) {
    return (
      <span className="flex items-center gap-2 whitespace-nowrap">
        <span role="status" className="text-mute">
          {formatCount(rows)} rows
        </span>
        <Button aria-label="Cancel the export" onClick={() => running.current?.abort()}>
          Cancel
        </Button>
      </span>
    )
  }
  const trigger = <Button>Export</Button>
  return (
    <OnDemand trigger={trigger} popup="menu" preload={load}>
      <ExportMenu trigger={trigger} onExport={(format) => void start(format)} />
    </OnDemand>
  )
}
