'use client'
import type { Activity, StatsFilter } from '@isola/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { toBars } from '#/charts/to-bars.ts'
import { Skeleton } from '#/components/ui/states.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import type { TimeRange } from '#/lib/ranges.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { activityInput, listHref } from './stats-query.ts'
import { toAverages } from './to-averages.ts'
import { toColumns } from './to-columns.ts'

const loading = () => <Skeleton className="h-full" />
/** The chart library comes when a chart is seen. */
const ThroughputChart = dynamic(() => import('./throughput-chart.tsx').then((part) => part.ThroughputChart), {
  loading,
  ssr: false,
})
const AverageChart = dynamic(() => import('./average-chart.tsx').then((part) => part.AverageChart), {
  loading,
  ssr: false,
})
const HistogramChart = dynamic(() => import('./histogram-chart.tsx').then((part) => part.HistogramChart), {
  loading,
  ssr: false,
})

const endedOf = ({ completed, failed, killed }: Activity['totals']) => completed + failed + killed

interface ChartsProps {
  range: TimeRange
  filter: StatsFilter
  /** What stands beside the last chart. */
  children: ReactNode
}

export function Charts({ range, filter, children }: ChartsProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const { zone } = useTimes()
  const kept = { placeholderData: keepPreviousData }
  const { data: activity } = useQuery(trpc.stats.activity.queryOptions(activityInput(range, filter), kept))
  const { data: durations } = useQuery(trpc.stats.durations.queryOptions(filter, kept))
  const { from, to, barMs } = range
  const formatTime = (at: number) => formatExact(new Date(at).toISOString(), zone).slice(5, 16)
  const show = (more: Record<string, string>) => router.push(listHref(filter, more))
  const bars = activity ? toBars(activity, from, to, barMs) : []
  const averages = activity ? toAverages(activity, from, to, barMs) : []
  const columns = durations ? toColumns(durations) : []
  return (
    <div className="grid gap-3.5 xl:grid-cols-2">
      <ChartPanel
        title={`Ended, per ${formatDuration(barMs)}`}
        columns={['Time', 'Completed', 'Failed', 'Killed']}
        nothing={activity && endedOf(activity.totals) === 0 ? 'Nothing ended in this range' : undefined}
        rows={bars.map((bar) => [formatTime(bar.from), bar.completed, bar.failed, bar.killed])}
      >
        <ThroughputChart
          bars={bars}
          formatTime={formatTime}
          onSelect={(first, last) =>
            show({ finishedFrom: new Date(first).toISOString(), finishedTo: new Date(last).toISOString() })
          }
        />
      </ChartPanel>
      <ChartPanel
        title="Average duration of those completed"
        columns={['Time', 'Average']}
        nothing={activity?.totals.completed === 0 ? 'Nothing was completed in this range' : undefined}
        rows={averages.map((point) => [
          formatTime(point.from),
          point.averageMs === null ? '—' : formatDuration(point.averageMs),
        ])}
      >
        <AverageChart points={averages} formatTime={formatTime} />
      </ChartPanel>
      <ChartPanel
        title="Durations of all completed workloads"
        columns={['From', 'Completed']}
        nothing={
          columns.every(({ count }) => count === 0) && durations
            ? 'Nothing has been completed yet'
            : undefined
        }
        rows={columns.map(({ name, count }) => [name, formatCount(count)])}
      >
        <HistogramChart
          columns={columns}
          onSelect={({ fromMs, toMs }) =>
            show({ status: 'completed', durationMinMs: String(fromMs), durationMaxMs: String(toMs) })
          }
        />
      </ChartPanel>
      {children}
    </div>
  )
}
