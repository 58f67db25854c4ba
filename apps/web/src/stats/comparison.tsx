'use client'
import { ISOLATIONS, RUNTIMES, type StatsFilter, type WorkloadStats } from '@isola/domain'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { Panel } from '#/components/ui/panel.tsx'
import { formatCount, formatPercent } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { listHref } from './stats-query.ts'

/** The record as it is now, side by side: by isolation or by runtime, within the other. */
export function Comparison({ by, filter }: { by: 'isolation' | 'runtime'; filter: StatsFilter }) {
  const trpc = useTRPC()
  const values = by === 'isolation' ? ISOLATIONS : RUNTIMES
  const answers = useQueries({
    queries: values.map((value) => trpc.stats.summary.queryOptions({ ...filter, [by]: value })),
  })
  const rows = values.flatMap((value, i) => {
    const stats = answers[i]?.data
    return stats && stats.total > 0 ? [{ value, stats }] : []
  })
  return (
    <Panel title={`By ${by}`}>
      <div className="overflow-x-auto">
        <table className="w-full whitespace-nowrap">
          <thead>
            <tr className="text-fact text-mute">
              {['', 'Workloads', 'Failed', 'Average', 'p50', 'p95', 'p99'].map((name) => (
                <th key={name} scope="col" className="px-3.5 py-1.5 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, stats }) => (
              <Row key={value} name={value} stats={stats} filter={{ ...filter, [by]: value }} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p className="px-3.5 py-3 text-mute">Nothing has been recorded yet.</p>}
    </Panel>
  )
}

function Row({ name, stats, filter }: { name: string; stats: WorkloadStats; filter: StatsFilter }) {
  const { byStatus, total, averageDurationMs, durationMs } = stats
  const ended = byStatus.completed + byStatus.failed + byStatus.killed
  const duration = (ms: number | null | undefined) => (ms == null ? '—' : formatDuration(ms))
  return (
    <tr className="h-row border-line border-t">
      <th scope="row" className="px-3.5 text-left font-normal">
        {name}
      </th>
      <td className="px-3.5 text-right">
        <Link href={listHref(filter)} className="hover:underline">
          {formatCount(total)}
        </Link>
      </td>
      <td className="px-3.5 text-right">
        <Link href={listHref(filter, { status: 'failed' })} className="hover:underline">
          {formatPercent(byStatus.failed, ended)}
        </Link>
      </td>
      {[averageDurationMs, durationMs?.p50, durationMs?.p95, durationMs?.p99].map((ms, i) => (
        <td key={i} className="px-3.5 text-right">
          {duration(ms)}
        </td>
      ))}
    </tr>
  )
}
