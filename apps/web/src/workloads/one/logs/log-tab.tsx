'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQueryStates } from 'nuqs'
import { searchParams } from '#/app/(app)/workloads/[id]/search-params.ts'
import { Panel } from '#/components/ui/panel.tsx'
import { LogBar } from './log-bar.tsx'
import { LogView } from './log-view.tsx'

export function LogTab({ workload }: { workload: WorkloadSummary }) {
  const [{ find, line, wrap, times }, setQuery] = useQueryStates({
    find: searchParams.find,
    line: searchParams.line,
    wrap: searchParams.wrap,
    times: searchParams.times,
  })
  return (
    <Panel className="flex min-h-[420px] flex-1 flex-col" aria-label="Log">
      <LogBar
        workload={workload}
        find={find}
        wrap={wrap}
        times={times}
        onChange={(change) => void setQuery(change)}
      />
      <LogView
        // Another search is another list; the end of a search leads back to the line that was picked in it.
        key={`${workload.id} ${find}`}
        workload={workload}
        search={find}
        line={line}
        wrap={wrap}
        times={times}
        onPick={(seq) => void setQuery({ line: seq })}
        onShowInContext={() => void setQuery({ find: '' })}
      />
    </Panel>
  )
}
