import { AdminsOnly } from '#/components/admins-only.tsx'
import { getCaller } from '#/server/caller.ts'
import { Users } from '#/settings/users/users.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Users' }

export default async function UsersPage() {
  const procedures = await getCaller()
  const { caller } = await procedures.system.info()
  if (caller?.role !== 'admin') return <AdminsOnly title="Users are managed by admins" />
  await getQueryClient().prefetchInfiniteQuery(
    pagesOptions(trpc.admin.users.list.infiniteQueryKey(), procedures.admin.users.list),
  )
  return (
    <Hydrate>
      <Users />
    </Hydrate>
  )
}
