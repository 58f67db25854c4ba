import type { Activity } from '@isola/domain'
import type { AveragePoint } from './average-chart.tsx'

/** The mean of each bar's completed workloads; the minutes or hours in it count by how many completed in them. */
export function toAverages({ series }: Activity, from: string, to: string, barMs: number): AveragePoint[] {
  const start = Date.parse(from)
  const sums = new Map<number, { ms: number; count: number }>()
  for (const { at, completed, averageDurationMs } of series) {
    if (averageDurationMs === null) continue
    const bar = start + Math.floor((Date.parse(at) - start) / barMs) * barMs
    const sum = sums.get(bar) ?? { ms: 0, count: 0 }
    sums.set(bar, { ms: sum.ms + averageDurationMs * completed, count: sum.count + completed })
  }
  const points: AveragePoint[] = []
  for (let at = start; at < Date.parse(to); at += barMs) {
    const sum = sums.get(at)
    points.push({ from: at, averageMs: sum ? sum.ms / sum.count : null })
  }
  return points
}
