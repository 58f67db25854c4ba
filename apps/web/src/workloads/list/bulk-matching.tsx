'use client'
import { LIMITS, type ParsedWorkloadFilter, type WorkloadPage, type WorkloadStatus } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { Problem } from '#/actions/problem.tsx'
import { formatTotal } from '#/lib/format-count.ts'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { BULK_ACTS, type BulkAct } from './bulk-acts.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { sourceOfMatching } from './bulk-source.ts'

interface BulkMatchingProps {
  act: BulkAct
  filter: ParsedWorkloadFilter
  onClose(): void
}

/** An act on everything that matches the filter, on all pages. */
export function BulkMatching({ act, filter, onClose }: BulkMatchingProps) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { name, done } = BULK_ACTS[act]
  const statuses: readonly WorkloadStatus[] = BULK_ACTS[act].statuses
  // Asked for by status as well: a million that have ended are not read through for the three that run.
  const status = statuses.filter((one) => filter.status?.includes(one) ?? true)
  const narrowed = { ...filter, status }
  const count = useQuery(
    trpc.workload.list.queryOptions(
      { filter: narrowed, limit: LIMITS.pageSize },
      { enabled: status.length > 0, staleTime: 0, gcTime: 0 },
    ),
  )
  const { data } = count
  const none = status.length === 0 || (data && data.items.length === 0 && data.nextCursor === null)
  const total = data ? totalOf(data) : { count: 0, exact: false }
  return (
    <BulkDialog
      act={act}
      onClose={onClose}
      plan={{
        title: none
          ? `Nothing that matches can be ${done}`
          : `${name} everything that matches${data ? `: ${formatTotal(total)}` : ''}`,
        consequence: BULK_ACTS[act].consequence,
        note: count.error ? (
          <Problem error={count.error} />
        ) : (
          <p className="rounded-md border border-line px-3 py-2">
            Of what matches the filter, on all pages, only what is{' '}
            {status.join(' or ') || statuses.join(' or ')} can be {done}.
            {!none && data && !total.exact && ' How many that are is not known before the end.'}
            {!none && ' What is created from now on is left alone.'}
          </p>
        ),
        verb: total.exact ? `all ${formatTotal(total)}` : 'all that match',
        unavailable: none
          ? `Nothing that matches can be ${done}`
          : data
            ? undefined
            : 'It is being counted how many these are',
        total,
        source: () =>
          sourceOfMatching((query, options) => client.workload.list.query(query, options), narrowed),
      }}
    />
  )
}

/** A list that ends on its first page has been counted, whatever its filter. */
const totalOf = ({ items, nextCursor, total }: WorkloadPage): WorkloadPage['total'] =>
  nextCursor === null ? { count: items.length, exact: true } : total
