import { AdminsOnly } from '#/components/admins-only.tsx'
import { getCaller } from '#/server/caller.ts'
import { Keys } from '#/settings/keys/keys.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'API keys' }

export default async function KeysPage() {
  const procedures = await getCaller()
  const { caller } = await procedures.system.info()
  if (caller?.role !== 'admin') return <AdminsOnly title="API keys are managed by admins" />
  await getQueryClient().prefetchInfiniteQuery(
    pagesOptions(trpc.admin.keys.list.infiniteQueryKey(), procedures.admin.keys.list),
  )
  return (
    <Hydrate>
      <Keys />
    </Hydrate>
  )
}
