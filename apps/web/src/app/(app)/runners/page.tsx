import { Page } from '#/components/shell/page.tsx'
import { Runners } from '#/runners/runners.tsx'
import { RUNNERS } from '#/runners/runners-query.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Runners' }

export default async function RunnersPage() {
  await Promise.all([
    getQueryClient().prefetchQuery(trpc.system.backends.queryOptions()),
    getQueryClient().prefetchQuery(trpc.runner.list.queryOptions(RUNNERS)),
  ])
  return (
    <Hydrate>
      <Page title="Runners">
        <Runners />
      </Page>
    </Hydrate>
  )
}
