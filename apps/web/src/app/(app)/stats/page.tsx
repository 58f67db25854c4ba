import { ISOLATIONS, RUNTIMES } from '@isola/domain'
import type { SearchParams } from 'nuqs/server'
import { Page } from '#/components/shell/page.tsx'
import { rangeAt } from '#/lib/ranges.ts'
import { now } from '#/server/now.ts'
import { Charts } from '#/stats/charts.tsx'
import { Comparison } from '#/stats/comparison.tsx'
import { Controls } from '#/stats/controls.tsx'
import { PeriodCards } from '#/stats/period-cards.tsx'
import { loadStatsParams } from '#/stats/search-params.ts'
import { activityInput, filterOf, previousRange } from '#/stats/stats-query.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Stats' }

export default async function StatsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadStatsParams(searchParams)
  const range = rangeAt(params.range, now())
  const filter = filterOf(params)
  const client = getQueryClient()
  await Promise.all([
    client.prefetchQuery(trpc.stats.activity.queryOptions(activityInput(range, filter))),
    client.prefetchQuery(trpc.stats.activity.queryOptions(activityInput(previousRange(range), filter))),
    client.prefetchQuery(trpc.stats.durations.queryOptions(filter)),
    ...ISOLATIONS.map((isolation) =>
      client.prefetchQuery(trpc.stats.summary.queryOptions({ ...filter, isolation })),
    ),
    ...RUNTIMES.map((runtime) =>
      client.prefetchQuery(trpc.stats.summary.queryOptions({ ...filter, runtime })),
    ),
  ])
  return (
    <Hydrate>
      <Page title="Stats">
        <Controls />
        <PeriodCards range={range} filter={filter} />
        <Charts range={range} filter={filter}>
          <div className="grid content-start gap-3.5">
            <Comparison by="isolation" filter={filter} />
            <Comparison by="runtime" filter={filter} />
          </div>
        </Charts>
      </Page>
    </Hydrate>
  )
}
