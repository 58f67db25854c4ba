'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { auditParams } from '#/app/(app)/audit/search-params.ts'
import { Button } from '#/components/ui/button.tsx'
import { LoadMore } from '#/components/ui/load-more.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { Table } from '#/components/ui/table.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditRow } from './audit-row.tsx'
import { useTargets } from './use-targets.ts'

const COLUMNS = [
  { name: 'When', className: 'sm:w-[170px]' },
  { name: 'Who', className: 'w-[200px] max-sm:hidden' },
  { name: 'What' },
]

/** Who did what to users and keys, the latest first. What was done to workloads is in their histories. */
export function AuditTrail() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [filter, setFilter] = useQueryStates(auditParams)
  const query = useInfiniteQuery(
    pagesOptions(trpc.admin.audit.list.infiniteQueryKey(), client.admin.audit.list.query),
  )
  const { data, error, refetch, hasNextPage } = query
  const entries = data?.pages.flatMap(({ items }) => items)
  const targets = useTargets(entries ?? [])
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!entries) return <Skeleton className="h-[420px] rounded-[10px]" />
  const shown = entries.filter(
    ({ action, actor }) =>
      (!filter.action || action === filter.action) && (!filter.actor || actor.id === filter.actor),
  )
  const filtered = shown.length < entries.length
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <AuditFilters entries={entries} filter={filter} onFilter={(next) => void setFilter(next)} />
        <p role="status" className="text-mute">
          {filtered
            ? `${formatCount(shown.length)} of the ${formatCount(entries.length)} entries loaded${hasNextPage ? '; older ones may match too' : ''}`
            : `${formatCount(entries.length)} ${hasNextPage ? 'latest entries' : 'entries'}`}
        </p>
      </div>
      <Panel aria-label="Audit trail" className="pt-2.5">
        <Table label="Audit trail" columns={COLUMNS}>
          {shown.map((entry) => (
            <AuditRow key={entry.seq} entry={entry} target={targets.get(entry.target ?? '')} />
          ))}
        </Table>
        {shown.length === 0 && (
          <Empty title={filtered ? 'None of the entries loaded matches' : 'Nothing has been done yet'}>
            {filtered && (
              <Button onClick={() => void setFilter({ action: null, actor: null })}>Clear the filter</Button>
            )}
          </Empty>
        )}
        <LoadMore query={query}>Load older</LoadMore>
      </Panel>
    </>
  )
}
