'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '#/components/copy-id.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { VisibleText } from './text/visible-text.tsx'

/** The whole error; until it is here, its first line, which the row carries. */
export function ErrorPanel({ workload: { id, errorLine } }: { workload: WorkloadSummary }) {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.workload.get.queryOptions({ id }), enabled: errorLine !== null })
  const error = data?.error ?? errorLine
  if (errorLine === null || error === null) return null
  return (
    <Panel title="Error" actions={<CopyButton text={error} what="error" />} aria-label="Error">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-60 overflow-auto whitespace-pre-wrap break-words px-3.5 pb-3 font-mono text-failed text-fact"
      >
        <VisibleText text={error} />
      </pre>
    </Panel>
  )
}
