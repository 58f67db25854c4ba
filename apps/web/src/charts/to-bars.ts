import type { Activity } from '@isola/domain'

export interface Bar {
  /** Milliseconds; its end is a bar's length later. */
  from: number
  to: number
  completed: number
  failed: number
  killed: number
}

/** The minutes or hours of an activity as bars of equal length, those in which nothing happened among them. */
export function toBars({ series }: Activity, from: string, to: string, barMs: number): Bar[] {
  const start = Date.parse(from)
  const bars: Bar[] = []
  for (let at = start; at < Date.parse(to); at += barMs) {
    bars.push({ from: at, to: at + barMs, completed: 0, failed: 0, killed: 0 })
  }
  for (const point of series) {
    const bar = bars[Math.floor((Date.parse(point.at) - start) / barMs)]
    if (!bar) continue
    bar.completed += point.completed
    bar.failed += point.failed
    bar.killed += point.killed
  }
  return bars
}
