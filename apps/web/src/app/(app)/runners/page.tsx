import { Page } from '#/components/shell/page.tsx'
import { Runners } from '#/runners/runners.tsx'
import { runnersOptions } from '#/runners/runners-query.ts'
import { getQueryClient, Hydrate, inProcess, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Runners' }

export default async function RunnersPage() {
  await Promise.all([
    getQueryClient().prefetchQuery(trpc.system.backends.queryOptions()),
    getQueryClient().prefetchQuery(runnersOptions(trpc.runner.list.queryKey(), inProcess.runner.list.query)),
  ])
  return (
    <Hydrate>
      <Page title="Runners">
        <Runners />
      </Page>
    </Hydrate>
  )
}
