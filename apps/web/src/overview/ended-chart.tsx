'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { EndedBars } from '#/charts/ended-bars.tsx'
import { toBars } from '#/charts/to-bars.ts'
import { Panel } from '#/components/ui/panel.tsx'
import { Segments } from '#/components/ui/segments.tsx'
import { formatCount, formatPercent } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { RANGE_NAMES, RANGES, type TimeRange } from '#/lib/ranges.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { overviewParams } from './search-params.ts'

/** What happened in the chosen range; a bar leads to the workloads that ended then. */
export function EndedChart({ range: { from, to, barMs } }: { range: TimeRange }) {
  const trpc = useTRPC()
  const router = useRouter()
  const { zone } = useTimes()
  const [{ range }, setParams] = useQueryStates(overviewParams, { shallow: false })
  const { data } = useQuery(
    trpc.stats.activity.queryOptions({ from, to }, { placeholderData: keepPreviousData }),
  )
  const open = (first: number, last: number) =>
    router.push(
      `/workloads?finishedFrom=${new Date(first).toISOString()}&finishedTo=${new Date(last).toISOString()}`,
    )
  return (
    <Panel
      title={`Ended, per ${formatDuration(barMs)}`}
      actions={
        <Segments
          label="Range"
          value={range}
          onChange={(next) => void setParams({ range: next })}
          options={RANGES.map((value) => ({ value, name: RANGE_NAMES[value] }))}
        />
      }
    >
      <div className="px-3.5 pb-3">
        {data && <Facts {...data.totals} />}
        <div className="h-[150px]">
          {data && <EndedBars bars={toBars(data, from, to, barMs)} onSelect={open} />}
        </div>
        <div className="flex justify-between pt-1.5 text-fact text-mute">
          <span>{formatExact(from, zone).slice(0, 16)}</span>
          <span>now, {zone === 'utc' ? 'UTC' : 'local time'}</span>
        </div>
      </div>
    </Panel>
  )
}

interface Totals {
  completed: number
  failed: number
  killed: number
  durationMs: { p50: number; p95: number } | null
}

function Facts({ completed, failed, killed, durationMs }: Totals) {
  const ended = completed + failed + killed
  return (
    <p className="pb-3 text-mute">
      {formatCount(ended)} ended · {formatPercent(failed, ended)} failed
      {durationMs && ` · p50 ${formatDuration(durationMs.p50)} · p95 ${formatDuration(durationMs.p95)}`}
    </p>
  )
}
