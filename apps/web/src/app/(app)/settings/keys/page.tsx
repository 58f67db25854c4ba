import { AdminsOnly } from '#/components/admins-only.tsx'
import { getCaller } from '#/server/caller.ts'
import { Keys } from '#/settings/keys/keys.tsx'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'API keys' }

export default async function KeysPage() {
  const { caller } = await (await getCaller()).system.info()
  if (caller?.role !== 'admin') return <AdminsOnly what="API keys" />
  await getQueryClient().prefetchInfiniteQuery(
    trpc.admin.keys.list.infiniteQueryOptions({}, { getNextPageParam: ({ nextCursor }) => nextCursor }),
  )
  return (
    <Hydrate>
      <Keys />
    </Hydrate>
  )
}
