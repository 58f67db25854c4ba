'use client'
import { type PointerEvent, useRef, useState } from 'react'
import { cn } from '#/lib/cn.ts'
import { useTimes } from '#/lib/time.tsx'
import { barKeys } from './bar-keys.ts'
import { barText } from './bar-text.ts'
import type { Bar } from './to-bars.ts'

const PARTS = [
  ['killed', 'bg-killed'],
  ['failed', 'bg-failed'],
  ['completed', 'bg-completed opacity-75'],
] as const

interface EndedBarsProps {
  bars: Bar[]
  /** The times that are in force: bars outside stand back. */
  selected?: { from: number; to: number } | null
  /** The times that a bar, or the bars that were dragged over, stand for. */
  onSelect(from: number, to: number): void
}

/**
 * Completed, failed and killed, stacked. No chart library: a row of boxes is there with the page, before any script.
 * To the keyboard and to a screen reader it is one slider over time: eighty buttons would be eighty stops on the way.
 */
export function EndedBars({ bars, selected, onSelect }: EndedBarsProps) {
  const { zone } = useTimes()
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<{ start: number; end: number } | null>(null)
  const most = Math.max(1, ...bars.map(({ completed, failed, killed }) => completed + failed + killed))
  const last = bars.length - 1

  const select = (start: number, end: number) => {
    const from = bars[Math.min(start, end)]?.from
    const to = bars[Math.max(start, end)]?.to
    if (from !== undefined && to !== undefined) onSelect(from, to)
  }
  const indexAt = ({ clientX }: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 }
    return Math.min(last, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)))
  }
  const onKeyDown = barKeys({ last, chosen, setChosen, select })

  const low = chosen ? Math.min(chosen.start, chosen.end) : -1
  const high = chosen ? Math.max(chosen.start, chosen.end) : -1
  const text = chosen && barText(bars.slice(low, high + 1), zone)
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Ended workloads over time: arrows move, Shift widens, Enter filters"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={chosen?.end ?? last}
      aria-valuetext={text ?? barText(bars, zone)}
      className="relative flex h-full touch-pan-y cursor-crosshair select-none items-end"
      onKeyDown={onKeyDown}
      onBlur={() => setChosen(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setChosen({ start: indexAt(event), end: indexAt(event) })
      }}
      onPointerMove={(event) => {
        const end = indexAt(event)
        setChosen((present) => ({ start: event.buttons === 1 && present ? present.start : end, end }))
      }}
      onPointerUp={(event) => chosen && event.button === 0 && select(chosen.start, indexAt(event))}
      onPointerCancel={() => setChosen(null)}
      onPointerLeave={(event) => event.buttons === 0 && setChosen(null)}
    >
      {bars.map((bar, index) => {
        const outside = selected && (bar.to <= selected.from || bar.from >= selected.to)
        return (
          <div
            key={bar.from}
            className={cn(
              'flex h-full min-w-0 flex-1 flex-col justify-end gap-px px-px',
              index >= low && index <= high && 'bg-hover',
              outside && 'opacity-35',
            )}
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
          </div>
        )
      })}
      {text && <Tip text={text} at={(low + high + 1) / 2 / bars.length} />}
    </div>
  )
}

/** Over the bar, held inside at both ends. */
const Tip = ({ text, at }: { text: string; at: number }) => (
  <div
    aria-hidden
    className="pointer-events-none absolute bottom-full z-20 mb-1 max-w-full truncate rounded-md border border-line bg-raise px-2 py-0.5 text-fact shadow-lg"
    style={at < 0.5 ? { left: `max(0%, ${100 * at - 6}%)` } : { right: `max(0%, ${100 * (1 - at) - 6}%)` }}
  >
    {text}
  </div>
)
