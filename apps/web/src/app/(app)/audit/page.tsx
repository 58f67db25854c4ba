import { AuditTrail } from '#/audit/audit-trail.tsx'
import { AdminsOnly } from '#/components/admins-only.tsx'
import { Page } from '#/components/shell/page.tsx'
import { getCaller } from '#/server/caller.ts'
import { pagesOptions } from '#/trpc/pages.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'

export const metadata = { title: 'Audit' }

export default async function AuditPage() {
  const procedures = await getCaller()
  const { caller } = await procedures.system.info()
  if (caller?.role !== 'admin') {
    return (
      <Page title="Audit">
        <AdminsOnly title="The audit trail is for admins" />
      </Page>
    )
  }
  const client = getQueryClient()
  await Promise.all([
    client.prefetchInfiniteQuery(
      pagesOptions(trpc.admin.audit.list.infiniteQueryKey(), procedures.admin.audit.list),
    ),
    client.prefetchQuery(trpc.admin.users.list.queryOptions({ limit: 200 })),
    client.prefetchQuery(trpc.admin.keys.list.queryOptions({ limit: 200 })),
  ])
  return (
    <Hydrate>
      <Page title="Audit">
        <AuditTrail />
      </Page>
    </Hydrate>
  )
}
