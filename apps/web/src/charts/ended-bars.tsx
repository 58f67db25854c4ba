'use client'
import { cn } from '#/lib/cn.ts'
import { formatCount } from '#/lib/format-count.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import type { Bar } from './to-bars.ts'

const PARTS = [
  ['killed', 'bg-killed'],
  ['failed', 'bg-failed'],
  ['completed', 'bg-completed opacity-75'],
] as const

interface EndedBarsProps {
  bars: Bar[]
  /** The times that a bar, or the bars that were dragged over, stand for. */
  onSelect(from: number, to: number): void
}

/** Completed, failed and killed, stacked. No chart library: a row of boxes is there with the page, before any script. */
export function EndedBars({ bars, onSelect }: EndedBarsProps) {
  const { zone } = useTimes()
  const most = Math.max(1, ...bars.map(({ completed, failed, killed }) => completed + failed + killed))
  return (
    <ul aria-label="Ended workloads over time" className="flex h-full items-end gap-[2px]">
      {bars.map((bar) => {
        const text = `${formatExact(new Date(bar.from).toISOString(), zone).slice(0, 16)}: ${formatCount(bar.completed)} completed, ${formatCount(bar.failed)} failed, ${formatCount(bar.killed)} killed`
        return (
          <li key={bar.from} className="flex h-full min-w-0 flex-1">
            <button
              type="button"
              title={text}
              aria-label={text}
              onClick={() => onSelect(bar.from, bar.to)}
              className="flex h-full w-full flex-col justify-end gap-px hover:bg-hover"
            >
              {PARTS.map(
                ([part, colour]) =>
                  bar[part] > 0 && (
                    <span
                      key={part}
                      className={cn('block min-h-[2px] w-full rounded-[1px]', colour)}
                      style={{ height: `${(100 * bar[part]) / most}%` }}
                    />
                  ),
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
