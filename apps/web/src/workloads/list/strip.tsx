'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { EndedBars } from '#/charts/ended-bars.tsx'
import { toBars } from '#/charts/to-bars.ts'
import { Skeleton } from '#/components/ui/states.tsx'
import { cn } from '#/lib/cn.ts'
import { formatCount, formatPercent } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { RANGE_NAMES, RANGES } from '#/lib/ranges.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { activityInput } from './activity-input.ts'
import { type StripWindow, stripWindow } from './strip-window.ts'
import { useView } from './use-view.ts'

/** What ended, over time: a click on a bar, or a stroke over several, filters by when workloads finished. */
export function Strip() {
  const trpc = useTRPC()
  const { params, at, setFilter, set } = useView()
  const window = stripWindow(params, at)
  const { data } = useQuery(
    trpc.stats.activity.queryOptions(activityInput(params, window), { placeholderData: keepPreviousData }),
  )
  const { finishedFrom, finishedTo } = params
  const selected = (finishedFrom || finishedTo) && {
    from: finishedFrom ? Date.parse(finishedFrom) : 0,
    to: finishedTo ? Date.parse(finishedTo) : Number.POSITIVE_INFINITY,
  }
  const select = (from: number, to: number) => {
    setFilter({
      finished: null,
      finishedFrom: new Date(from).toISOString(),
      finishedTo: new Date(to).toISOString(),
    })
    // What is shown stays as it is.
    set({ strip: window.shown === '7d' ? null : window.shown })
  }
  return (
    <section aria-label="Ended workloads" className="-mb-1">
      <div className="flex items-end justify-between gap-3 pb-1.5 text-fact text-mute">
        <Facts window={window} totals={data?.totals} />
        <div className="flex shrink-0 gap-0.5">
          {RANGES.map((range) => (
            <button
              key={range}
              type="button"
              aria-pressed={window.shown === range}
              title={`Show what ended in the last ${RANGE_NAMES[range]}`}
              onClick={() => set({ strip: range })}
              className={cn(
                'rounded px-1.5 py-0.5 hover:text-text',
                window.shown === range && 'bg-hover font-medium text-text',
              )}
            >
              {RANGE_NAMES[range]}
            </button>
          ))}
        </div>
      </div>
      <div className="h-[46px] border-line border-b">
        {data ? (
          <EndedBars
            bars={toBars(data, window.from, window.to, window.barMs)}
            selected={selected || null}
            onSelect={select}
          />
        ) : (
          <Skeleton className="h-full" />
        )}
      </div>
    </section>
  )
}

interface FactsProps {
  window: StripWindow
  totals: { completed: number; failed: number; killed: number } | undefined
}

function Facts({ window: { shown, from, to, barMs }, totals }: FactsProps) {
  const { zone } = useTimes()
  const ended = totals ? totals.completed + totals.failed + totals.killed : 0
  const time = (iso: string) => formatExact(iso, zone).slice(0, 16)
  return (
    <p
      className="min-w-0 truncate"
      title="By when they ended, of the chosen isolation and runtime; other filters do not narrow it"
    >
      Ended {typeof shown === 'string' ? `in the last ${RANGE_NAMES[shown]}` : `${time(from)} – ${time(to)}`}
      {totals && `: ${formatCount(ended)} · ${formatPercent(totals.failed, ended)} failed`}
      <span className="hidden sm:inline"> · a bar is {formatDuration(barMs)}</span>
    </p>
  )
}
