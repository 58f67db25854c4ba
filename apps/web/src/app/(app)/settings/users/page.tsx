import { AdminsOnly } from '#/components/admins-only.tsx'
import { getCaller } from '#/server/caller.ts'
import { Users } from '#/settings/users/users.tsx'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Users' }

export default async function UsersPage() {
  const { caller } = await (await getCaller()).system.info()
  if (caller?.role !== 'admin') return <AdminsOnly what="Users" />
  await getQueryClient().prefetchInfiniteQuery(
    trpc.admin.users.list.infiniteQueryOptions({}, { getNextPageParam: ({ nextCursor }) => nextCursor }),
  )
  return (
    <Hydrate>
      <Users />
    </Hydrate>
  )
}
