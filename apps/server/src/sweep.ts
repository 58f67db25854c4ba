import { setTimeout } from 'node:timers/promises'
import { type Clock, systemClock } from '@isola/domain'
import type { Logger } from 'pino'

/** What is counted in steps of listening time must be looked at within five seconds. */
const EVERY_MS = 2_000
const HOURLY_MS = 3_600_000
/** /readyz reports a sweep whose rounds have failed, or not come back, for this long. */
const LATE_MS = 20_000

interface Rounds {
  /** @returns how many it was done to */
  sweep: () => Promise<number>
  /** What the log says of them. */
  done: string
  level?: 'info' | 'warn'
  everyMs?: number
}

export interface Sweep {
  /** It has not come to its end for so long that it must be thought dead. */
  isLate(): boolean
}

/** Sweeps again and again until the server stops. A failure is tried again in the next round. */
export function keepSweeping(
  { sweep, done, level = 'warn', everyMs = EVERY_MS }: Rounds,
  stopping: AbortSignal,
  log: Logger,
  clock: Clock = systemClock,
): Sweep {
  let endedAt = clock.monotonic()
  const go = async () => {
    while (!stopping.aborted) {
      try {
        const count = await sweep()
        endedAt = clock.monotonic()
        if (count > 0) log[level]({ count }, done)
      } catch (error) {
        if (!stopping.aborted) log.error({ err: error }, `not ${done}`)
      }
      await setTimeout(everyMs, undefined, { signal: stopping, ref: false }).catch(() => undefined)
    }
  }
  void go()
  return { isLate: () => clock.monotonic() - endedAt > LATE_MS }
}

/** Removes what is old once an hour. */
export const removeHourly = (
  remove: () => Promise<number>,
  what: string,
  stopping: AbortSignal,
  log: Logger,
): Sweep =>
  keepSweeping({ sweep: remove, done: `removed: ${what}`, level: 'info', everyMs: HOURLY_MS }, stopping, log)
