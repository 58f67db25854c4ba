const UNITS_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
}

/** `500ms`, `5 s`, `1.5h`, `1 m 30 s`; seconds where no unit is named. Null for anything else. */
export function parseDuration(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|s|m|h|d)?\s*/gy)]
  const read = parts.map(([part]) => part).join('')
  if (parts.length === 0 || read.length !== text.trim().length) return null
  return Math.round(
    parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (UNITS_MS[unit] ?? Number.NaN), 0),
  )
}
