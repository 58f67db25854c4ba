import { formatCount } from '#/lib/format-count.ts'
import { formatExact, type Zone } from '#/lib/time.tsx'
import type { Bar } from './to-bars.ts'

/** 2026-03-01 12:00 – 14:00 UTC: 340 completed, 12 failed, 2 killed */
export function barText(bars: readonly Bar[], zone: Zone): string {
  const sum = (part: 'completed' | 'failed' | 'killed') => bars.reduce((total, bar) => total + bar[part], 0)
  const [from, to] = [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 0].map((ms) =>
    formatExact(new Date(ms).toISOString(), zone),
  ) as [string, string]
  const sameDay = from.slice(0, 10) === to.slice(0, 10)
  const times = `${from.slice(0, 16)} – ${to.slice(sameDay ? 11 : 0, 16)} ${to.split(' ')[2]}`
  return `${times}: ${(['completed', 'failed', 'killed'] as const).map((part) => `${formatCount(sum(part))} ${part}`).join(', ')}`
}
