'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Act } from '#/actions/workload-dialog.tsx'
import { WorkloadDialog } from '#/actions/workload-dialog.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Failure } from '#/components/ui/states.tsx'
import { useChanges } from '#/live/live-provider.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { DeletedWorkload } from './deleted-workload.tsx'
import { HeaderActions, HeaderFacts, HeaderTitle, Neighbours } from './header.tsx'
import { NoRunnerYet } from './no-runner.tsx'
import { Timeline } from './timeline.tsx'
import { useWorkloadKeys } from './use-workload-keys.ts'
import { WorkloadTabs } from './workload-tabs.tsx'

/** One workload. Its row comes with the page and stays live; what can be large is asked for by what shows it. */
export function WorkloadView({ id }: { id: string }) {
  const trpc = useTRPC()
  const row = useQuery(trpc.workload.list.queryOptions({ filter: { id }, limit: 1 }))
  useChanges(({ event }) => {
    if (event.workloadId === id && event.kind === 'deleted') void row.refetch()
  })
  if (row.error) {
    return (
      <Page title="Workload">
        <Failure error={row.error} retry={() => void row.refetch()} />
      </Page>
    )
  }
  const workload = row.data?.items[0]
  return workload ? <Shown workload={workload} /> : <DeletedWorkload id={id} />
}

function Shown({ workload }: { workload: WorkloadSummary }) {
  const [act, setAct] = useState<Act | null>(null)
  useWorkloadKeys(workload, setAct)
  return (
    <Page
      title={<HeaderTitle workload={workload} />}
      actions={<HeaderActions workload={workload} onAct={setAct} />}
    >
      <div className="flex items-center justify-between gap-3 xl:hidden">
        <HeaderFacts workload={workload} />
        <Neighbours id={workload.id} className="md:hidden" />
      </div>
      <NoRunnerYet workload={workload} />
      <Timeline workload={workload} />
      <WorkloadTabs workload={workload} />
      <WorkloadDialog act={act} workload={workload} onDone={() => setAct(null)} />
    </Page>
  )
}
