'use client'
import { systemClock } from '@isola/domain'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { type AuditParams, auditParams } from '#/app/(app)/audit/search-params.ts'
import { Button } from '#/components/ui/button.tsx'
import { LoadMore } from '#/components/ui/load-more.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { Table } from '#/components/ui/table.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { pagesOptions } from '#/trpc/pages.ts'
import { wholeMinute } from '#/workloads/list/to-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { auditInput } from './audit-input.ts'
import { AuditRow } from './audit-row.tsx'
import { usePeople } from './use-people.ts'

const COLUMNS = [
  { name: 'When', className: 'sm:w-[170px]' },
  { name: 'Who', className: 'w-[200px] max-sm:hidden' },
  { name: 'What' },
]

/**
 * Who did what to users and keys, the latest first. What was done to workloads is in their histories.
 * @param at the whole minute in which the server rendered the page
 */
export function AuditTrail({ at: renderedAt }: { at: number }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [params, setParams] = useQueryStates(auditParams)
  const [at, setAt] = useState(renderedAt)
  const input = auditInput(params, at)
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.admin.audit.list.infiniteQueryKey(input), ({ cursor }) =>
      client.admin.audit.list.query({ ...input, ...(cursor && { cursor }) }),
    ),
    placeholderData: keepPreviousData,
  })
  const { data, error, refetch, hasNextPage, isPlaceholderData } = query
  const entries = data?.pages.flatMap(({ items }) => items)
  const people = usePeople(entries ?? [])
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!entries) return <Skeleton className="h-[420px] rounded-[10px]" />
  const filter = (next: Partial<AuditParams> | null) => {
    setAt(wholeMinute(systemClock.now()))
    void setParams(next)
  }
  const filtered = Object.keys(input).length > 0
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <AuditFilters params={params} people={people} onFilter={filter} />
        <p role="status" className="text-mute">
          {countText(entries.length, filtered, hasNextPage)}
        </p>
      </div>
      <Panel aria-label="Audit trail" aria-busy={isPlaceholderData} className="pt-2.5">
        <Table label="Audit trail" columns={COLUMNS}>
          {entries.map((entry) => (
            <AuditRow key={entry.seq} entry={entry} target={people.targets.get(entry.target ?? '')} />
          ))}
        </Table>
        {entries.length === 0 && (
          <NoEntries filtered={filtered} more={hasNextPage} onClear={() => filter(null)} />
        )}
        <LoadMore query={query}>{entries.length === 0 ? 'Search on' : 'Load older'}</LoadMore>
      </Panel>
    </>
  )
}

function countText(count: number, filtered: boolean, more: boolean): string {
  if (!filtered) return `${formatCount(count)} ${more ? 'latest entries' : count === 1 ? 'entry' : 'entries'}`
  return `${formatCount(count)} found${more ? ', there may be older ones' : ''}`
}

const NoEntries = ({ filtered, more, onClear }: { filtered: boolean; more: boolean; onClear(): void }) => (
  <Empty
    title={
      !filtered
        ? 'Nothing has been done yet'
        : more
          ? 'None of the latest 20,000 entries matches'
          : 'No entry matches the filter'
    }
  >
    {filtered ? (
      <Button onClick={onClear}>Clear the filter</Button>
    ) : (
      'What is done to users and keys shows here.'
    )}
  </Empty>
)
