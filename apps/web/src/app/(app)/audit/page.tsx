import type { SearchParams } from 'nuqs/server'
import { auditInput } from '#/audit/audit-input.ts'
import { AuditTrail } from '#/audit/audit-trail.tsx'
import { AdminsOnly } from '#/components/admins-only.tsx'
import { Page } from '#/components/shell/page.tsx'
import { getCaller } from '#/server/caller.ts'
import { now } from '#/server/now.ts'
import { pagesOptions } from '#/trpc/pages.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'
import { wholeMinute } from '#/workloads/list/to-filter.ts'
import { loadAuditParams } from './search-params.ts'

export const metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const procedures = await getCaller()
  const { caller } = await procedures.system.info()
  if (caller?.role !== 'admin') {
    return (
      <Page title="Audit">
        <AdminsOnly title="The audit trail is for admins" />
      </Page>
    )
  }
  const at = wholeMinute(now())
  const input = auditInput(await loadAuditParams(searchParams), at)
  const client = getQueryClient()
  await Promise.all([
    client.prefetchInfiniteQuery(
      pagesOptions(trpc.admin.audit.list.infiniteQueryKey(input), (page) =>
        procedures.admin.audit.list({ ...input, ...page }),
      ),
    ),
    client.prefetchQuery(trpc.admin.users.list.queryOptions({ limit: 200 })),
    client.prefetchQuery(trpc.admin.keys.list.queryOptions({ limit: 200 })),
  ])
  return (
    <Hydrate>
      <Page title="Audit">
        <AuditTrail at={at} />
      </Page>
    </Hydrate>
  )
}
