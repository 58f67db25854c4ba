const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Relative ranges stay relative in the URL. */
export const RANGES = ['1h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]

export const RANGE_MS: Record<Range, number> = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY }
export const RANGE_NAMES: Record<Range, string> = { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d' }

/** What a bar stands for: as many as fit side by side. */
const BAR_MS: Record<Range, number> = { '1h': MINUTE, '24h': 15 * MINUTE, '7d': 2 * HOUR, '30d': 8 * HOUR }

export interface TimeRange {
  from: string
  to: string
  barMs: number
}

/** Whole bars, the last of them under way: the same question for a minute, so that a rendered page asks once. */
export function rangeAt(range: Range, now: number): TimeRange {
  const barMs = BAR_MS[range]
  const to = (Math.floor(now / barMs) + 1) * barMs
  return { from: new Date(to - RANGE_MS[range]).toISOString(), to: new Date(to).toISOString(), barMs }
}
