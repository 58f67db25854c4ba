import type { WorkloadsParams } from '#/app/(app)/workloads/search-params.ts'
import { RANGE_MS, type Range, rangeAt, type TimeRange } from '#/lib/ranges.ts'
import { type FixedWindow, LONGEST_WINDOW_MS } from './parse-as-window.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const MOST_BARS = 96
/** Series are by the minute up to here, by the hour beyond: a bar cannot be finer. */
const BY_MINUTE_MS = 48 * HOUR_MS
const BAR_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 480, 720, 1_440, 2_880, 7_200, 14_400].map(
  (minutes) => minutes * MINUTE_MS,
)
export interface StripWindow extends TimeRange {
  shown: Range | FixedWindow
}

type Asked = Pick<
  WorkloadsParams,
  'strip' | 'created' | 'createdFrom' | 'createdTo' | 'finished' | 'finishedFrom' | 'finishedTo'
>

/** What the strip shows: what was chosen, else the range of the filter with room around it, else seven days. */
export function stripWindow(params: Asked, at: number): StripWindow {
  const shown = params.strip ?? params.finished ?? params.created ?? around(params, at) ?? '7d'
  return typeof shown === 'string' ? { shown, ...rangeAt(shown, at) } : { shown, ...wholeBars(shown) }
}

/** Around times of the filter that the last seven days do not hold. */
function around(params: Asked, at: number): FixedWindow | null {
  const end = params.finishedTo ?? params.createdTo
  const start = params.finishedFrom ?? params.createdFrom
  if (!start && !end) return null
  const to = end ? Date.parse(end) : at
  const from = start ? Date.parse(start) : to - RANGE_MS['7d']
  const usual = rangeAt('7d', at)
  const inside = from >= Date.parse(usual.from) && to <= Date.parse(usual.to)
  if (inside || to <= from) return null
  const room = Math.min(Math.max(to - from, HOUR_MS), (LONGEST_WINDOW_MS - (to - from)) / 2)
  const begin = room < 0 ? to - LONGEST_WINDOW_MS : Math.max(0, from - room)
  return {
    from: new Date(begin).toISOString(),
    to: new Date(Math.min(Math.max(to, at), to + Math.max(room, 0))).toISOString(),
  }
}

function wholeBars({ from, to }: FixedWindow): TimeRange {
  const length = Date.parse(to) - Date.parse(from)
  const finest = length > BY_MINUTE_MS - 2 * HOUR_MS ? HOUR_MS : MINUTE_MS
  const barMs =
    BAR_STEPS_MS.find((step) => step >= finest && length / step <= MOST_BARS) ?? LONGEST_WINDOW_MS / MOST_BARS
  const align = (time: string, round: (value: number) => number) =>
    new Date(round(Date.parse(time) / barMs) * barMs).toISOString()
  return { from: align(from, Math.floor), to: align(to, Math.ceil), barMs }
}
