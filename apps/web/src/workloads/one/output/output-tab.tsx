'use client'
import type { WorkloadOutput, WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { CopyButton } from '#/components/copy-id.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { download, fileName } from '#/lib/download.ts'
import { formatBytes } from '#/lib/format-count.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { TextView } from '../text/text-view.tsx'
import { HexView } from './hex-view.tsx'
import { jsonLines } from './json-lines.ts'
import { JsonTree } from './json-tree.tsx'
import { bytesOf, extensionOf, textOf } from './output-bytes.ts'
import { ViewSwitch } from './view-switch.tsx'

export function OutputTab({ workload }: { workload: WorkloadSummary }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.workload.get.queryOptions({ id: workload.id }))
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton className="h-64 rounded-[10px]" />
  if (data.output) return <Output workload={workload} output={data.output} />
  const ended = workload.finishedAt !== null
  return (
    <Panel title="Output">
      <Empty title={ended ? 'It left no output' : 'No output yet'}>
        {ended
          ? 'What it printed, if anything, is in Logs.'
          : 'Output comes with the end. What it prints is in Logs, as it runs.'}
      </Empty>
    </Panel>
  )
}

type View = 'text' | 'json' | 'hex'

function Output({ workload, output }: { workload: WorkloadSummary; output: WorkloadOutput }) {
  const text = useMemo(() => textOf(output), [output])
  const json = useMemo(() => (text === null ? null : jsonLines(text)), [text])
  const [chosen, setChosen] = useState<View | null>(null)
  const views: View[] = [
    ...(text === null ? [] : ['text' as const]),
    ...(json ? ['json' as const] : []),
    'hex',
  ]
  const view = chosen && views.includes(chosen) ? chosen : json ? 'json' : text === null ? 'hex' : 'text'
  const kept = useMemo(() => bytesOf(output).length, [output])
  const save = () =>
    download(
      new Blob([bytesOf(output)], { type: output.contentType }),
      `${fileName(workload, 'output')}.${extensionOf(output.contentType, text !== null)}`,
    )
  return (
    <Panel
      title={
        <>
          Output{' '}
          <span className="ml-1 break-all font-normal text-faint">
            <bdi>{output.contentType}</bdi> · {formatBytes(output.bytes)}
          </span>
        </>
      }
      actions={
        <span className="flex items-center gap-2">
          <ViewSwitch views={views} value={view} onChange={setChosen} />
          {text !== null && <CopyButton text={text} what="output" />}
          <Button
            look="quiet"
            className="-mr-2 px-2"
            onClick={save}
            aria-label="Download the output"
            title="Download"
          >
            <Download className="size-3.5" />
          </Button>
        </span>
      }
    >
      {output.truncated && (
        <p className="border-line border-y bg-panel px-3.5 py-1.5 text-mute">
          Truncated: {formatBytes(kept)} of the {formatBytes(output.bytes)} that it produced are kept.
        </p>
      )}
      {output.bytes === 0 ? (
        <p className="px-3.5 pb-3 text-mute">Empty: it produced an output of 0 bytes.</p>
      ) : view === 'hex' ? (
        <HexView output={output} />
      ) : view === 'json' && json ? (
        <JsonTree lines={json} label="Output as JSON" hint="Text has all of it" />
      ) : (
        <TextView text={text ?? ''} label="Output as text" />
      )}
    </Panel>
  )
}
