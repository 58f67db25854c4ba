'use client'
import type { Workload } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { CopyButton } from '#/components/copy-id.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { download, fileName } from '#/lib/download.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { TextView } from './text/text-view.tsx'

/** The whole record, as the API gives it. */
export function JsonTab({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.workload.get.queryOptions({ id }))
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Record workload={data} /> : <Skeleton className="h-64 rounded-[10px]" />
}

function Record({ workload }: { workload: Workload }) {
  const text = useMemo(() => JSON.stringify(workload, null, 2), [workload])
  const save = () =>
    download(new Blob([text], { type: 'application/json' }), `${fileName(workload, 'record')}.json`)
  return (
    <Panel
      title="Record"
      actions={
        <span className="flex items-center gap-2">
          <CopyButton text={text} what="record" />
          <Button
            look="quiet"
            className="-mr-2 px-2"
            onClick={save}
            aria-label="Download the record"
            title="Download"
          >
            <Download className="size-3.5" />
          </Button>
        </span>
      }
    >
      <TextView text={text} label="The record as JSON" />
    </Panel>
  )
}
