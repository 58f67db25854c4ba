import type { SearchParams } from 'nuqs/server'
import { NewWorkloadLink } from '#/components/new-workload-link.tsx'
import { Page } from '#/components/shell/page.tsx'
import { now } from '#/server/now.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'
import { activityInput } from '#/workloads/list/activity-input.ts'
import { countQueries } from '#/workloads/list/counts.ts'
import { listInput } from '#/workloads/list/list-input.ts'
import { stripWindow } from '#/workloads/list/strip-window.ts'
import { wholeMinute } from '#/workloads/list/to-filter.ts'
import { WorkloadList } from '#/workloads/list/workload-list.tsx'
import { loadWorkloadsParams } from '../search-params.ts'

export const metadata = { title: 'Workloads' }

export default async function WorkloadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadWorkloadsParams(searchParams)
  const at = wholeMinute(now())
  const input = listInput(params, at)
  const client = getQueryClient()
  await Promise.all([
    client.prefetchQuery(trpc.workload.list.queryOptions(input)),
    client.prefetchQuery(trpc.stats.activity.queryOptions(activityInput(params, stripWindow(params, at)))),
    ...countQueries(input.filter).map((narrow) =>
      client.prefetchQuery(trpc.stats.summary.queryOptions(narrow)),
    ),
  ])
  return (
    <Hydrate>
      <Page title="Workloads" actions={<NewWorkloadLink />}>
        <WorkloadList at={at} />
      </Page>
    </Hydrate>
  )
}
