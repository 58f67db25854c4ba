const DAY_MS = 24 * 3_600_000

export const EXPIRIES = [
  { name: 'in 30 days', days: 30 },
  { name: 'in 90 days', days: 90 },
  { name: 'in a year', days: 365 },
  { name: 'never', days: null },
] as const

/** @param name as in EXPIRIES; undefined is never */
export function expiryAt(name: string | undefined, now: number): string | undefined {
  const days = EXPIRIES.find((expiry) => expiry.name === name)?.days
  return days == null ? undefined : new Date(now + days * DAY_MS).toISOString()
}
