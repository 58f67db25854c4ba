import { ISOLATIONS } from '@isola/domain'
import type { SearchParams } from 'nuqs/server'
import { NewWorkloadLink } from '#/components/new-workload-link.tsx'
import { Page } from '#/components/shell/page.tsx'
import { rangeAt } from '#/lib/ranges.ts'
import { Attention } from '#/overview/attention.tsx'
import { EndedChart } from '#/overview/ended-chart.tsx'
import { IsolationGrid } from '#/overview/isolation-grid.tsx'
import { Latest } from '#/overview/latest.tsx'
import { LATEST } from '#/overview/latest-query.ts'
import { loadOverviewParams } from '#/overview/search-params.ts'
import { StatusCards } from '#/overview/status-cards.tsx'
import { now } from '#/server/now.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Overview' }

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { range } = await loadOverviewParams(searchParams)
  const times = rangeAt(range, now())
  const { from, to } = times
  const client = getQueryClient()
  await Promise.all([
    client.prefetchQuery(trpc.stats.summary.queryOptions()),
    client.prefetchQuery(trpc.stats.attention.queryOptions()),
    client.prefetchQuery(trpc.stats.activity.queryOptions({ from, to })),
    client.prefetchQuery(trpc.workload.list.queryOptions(LATEST)),
    ...ISOLATIONS.map((isolation) => client.prefetchQuery(trpc.stats.summary.queryOptions({ isolation }))),
  ])
  return (
    <Hydrate>
      <Page title="Overview" actions={<NewWorkloadLink />}>
        <StatusCards />
        <EndedChart range={times} />
        <div className="grid gap-3.5 xl:grid-cols-[1.65fr_1fr]">
          <Latest />
          <div className="grid content-start gap-3.5">
            <Attention />
            <IsolationGrid />
          </div>
        </div>
      </Page>
    </Hydrate>
  )
}
