'use client'
import { useNow } from './clock.ts'

/** How long it has been, in ms; null until the page is hydrated. In seconds: tenths that jump by ten say nothing. */
export function useElapsed(since: string): number | null {
  const now = useNow()
  const ms = now === null ? null : Math.max(0, now - Date.parse(since))
  return ms === null || ms < 1_000 ? ms : Math.floor(ms / 1_000) * 1_000
}
