'use client'
import { STATUSES, type WorkloadStats, type WorkloadStatus } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { STATUS_TEXT, StatusIcon, statusName } from '#/components/status.tsx'
import { cn } from '#/lib/cn.ts'
import { formatCount, formatPercent } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { OldestPending } from './oldest-pending.tsx'

/** The record as it is now: every figure leads to the workloads behind it. */
export function StatusCards() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.stats.summary.queryOptions())
  if (!data) return null
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-[10px] border border-line bg-line gap-px sm:grid-cols-3 xl:grid-cols-6">
      {STATUSES.map((status) => (
        <Card
          key={status}
          href={`/workloads?status=${status}`}
          name={
            <span className={cn('flex items-center gap-1.5 font-medium', STATUS_TEXT[status])}>
              <StatusIcon status={status} /> {statusName(status)}
            </span>
          }
          figure={formatCount(data.byStatus[status])}
          fact={<Fact status={status} stats={data} />}
        />
      ))}
      <Card
        href="/stats"
        name="Average duration"
        figure={data.averageDurationMs === null ? '—' : formatDuration(data.averageDurationMs)}
        fact={
          data.durationMs
            ? `p95 ${formatDuration(data.durationMs.p95)} · p99 ${formatDuration(data.durationMs.p99)}`
            : 'nothing has completed yet'
        }
      />
    </div>
  )
}

const Card = ({
  href,
  name,
  figure,
  fact,
}: {
  href: string
  name: ReactNode
  figure: string
  fact: ReactNode
}) => (
  <Link href={href} className="min-w-0 bg-raise px-3.5 py-3 hover:bg-hover">
    <div className="text-[12px] text-mute">{name}</div>
    <div className="mt-[3px] font-semibold text-figure tracking-[-0.02em]">{figure}</div>
    <div className="truncate text-fact text-mute">{fact}</div>
  </Link>
)

function Fact({ status, stats }: { status: WorkloadStatus; stats: WorkloadStats }) {
  const { byStatus, total } = stats
  const ended = byStatus.completed + byStatus.failed + byStatus.killed
  if (status === 'pending') return <OldestPending />
  if (status === 'running') return `${formatPercent(byStatus.running, total)} of all`
  return `${formatPercent(byStatus[status], ended)} of ended`
}
