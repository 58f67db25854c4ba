import { Page } from '#/components/shell/page.tsx'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export default async function OverviewPage() {
  await getQueryClient().prefetchQuery(trpc.stats.summary.queryOptions())
  return (
    <Hydrate>
      <Page title="Overview">…</Page>
    </Hydrate>
  )
}
