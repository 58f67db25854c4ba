import { type Clock, systemClock } from '@isola/domain'

/** When it is "now" in a seeded record: fixed, so that a cached file still ends at the present of the clock below. */
export const ANCHOR = Date.UTC(2026, 10, 1, 12)

/** Starts at the anchor whenever the program starts, and goes on from there. */
export const anchoredClock: Clock = {
  ...systemClock,
  now: () => ANCHOR + Math.floor(systemClock.monotonic()),
}
