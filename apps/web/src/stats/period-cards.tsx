'use client'
import type { Activity, StatsFilter } from '@isola/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { formatCount, formatPercent } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import type { TimeRange } from '#/lib/ranges.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { activityInput, previousRange } from './stats-query.ts'

type Totals = Activity['totals']

const duration = (ms: number | null | undefined) => (ms == null ? '—' : formatDuration(ms))
const endedOf = ({ completed, failed, killed }: Totals) => completed + failed + killed

const CARDS: { name: string; read(totals: Totals): string }[] = [
  { name: 'Created', read: ({ created }) => formatCount(created) },
  { name: 'Ended', read: (totals) => formatCount(endedOf(totals)) },
  { name: 'Failed', read: (totals) => formatPercent(totals.failed, endedOf(totals)) },
  { name: 'Average', read: ({ averageDurationMs }) => duration(averageDurationMs) },
  { name: 'p50', read: ({ durationMs }) => duration(durationMs?.p50) },
  { name: 'p95', read: ({ durationMs }) => duration(durationMs?.p95) },
  { name: 'p99', read: ({ durationMs }) => duration(durationMs?.p99) },
]

/** What happened in the range, each figure beside that of the range before it. */
export function PeriodCards({ range, filter }: { range: TimeRange; filter: StatsFilter }) {
  const trpc = useTRPC()
  const kept = { placeholderData: keepPreviousData }
  const { data: present } = useQuery(trpc.stats.activity.queryOptions(activityInput(range, filter), kept))
  const before = previousRange(range)
  const { data: earlier } = useQuery(trpc.stats.activity.queryOptions(activityInput(before, filter), kept))
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-[10px] border border-line bg-line sm:grid-cols-4 xl:grid-cols-7">
      {CARDS.map(({ name, read }) => (
        <div key={name} className="bg-raise px-3.5 py-3 last:col-span-2 xl:last:col-span-1">
          <dt className="text-[12px] text-mute">{name}</dt>
          <dd className="mt-[3px] font-semibold text-figure tracking-[-0.02em]">
            {present ? read(present.totals) : '…'}
          </dd>
          <dd className="text-fact text-mute">before: {earlier ? read(earlier.totals) : '…'}</dd>
        </div>
      ))}
    </dl>
  )
}
