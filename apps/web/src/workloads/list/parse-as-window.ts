import { createParser } from 'nuqs/server'
import { RANGES, type Range } from '#/lib/ranges.ts'

const MINUTE_MS = 60_000
/** Series hold 10,000 points at most, by the hour. */
export const LONGEST_WINDOW_MS = 9_600 * 60 * MINUTE_MS

export interface FixedWindow {
  from: string
  to: string
}

const isRange = (text: string): text is Range => (RANGES as readonly string[]).includes(text)

/** `24h`, or `2026-03-01T12:00:00.000Z..2026-03-02T12:00:00.000Z`. */
export const parseAsWindow = createParser<Range | FixedWindow>({
  parse(text) {
    if (isRange(text)) return text
    const [from = Number.NaN, to = Number.NaN] = text.split('..').map((time) => Date.parse(time))
    if (!(from >= 0 && to - from >= MINUTE_MS && to - from <= LONGEST_WINDOW_MS)) return null
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  },
  serialize: (shown) => (typeof shown === 'string' ? shown : `${shown.from}..${shown.to}`),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
})
