import { setTimeout } from 'node:timers/promises'
import { type Clock, systemClock } from '@isola/domain'
import type { Logger } from 'pino'

/** What is counted in steps of listening time must be looked at within five seconds. */
const EVERY_MS = 2_000
/** So many rounds that failed, or never came back, are told to whoever asks /readyz. */
const LATE_MS = 20_000

export interface Sweep {
  /** It has not come to its end for so long that it must be thought dead. */
  isLate(): boolean
}

/**
 * Does what nobody asks for, again and again until the server stops. A failure is tried again in the next round.
 * @param does answers how many it was done to
 * @param done what the log says of them
 */
export function keepSweeping(
  does: () => Promise<number>,
  done: string,
  stopping: AbortSignal,
  log: Logger,
  clock: Clock = systemClock,
): Sweep {
  let endedAt = clock.monotonic()
  const go = async () => {
    while (!stopping.aborted) {
      try {
        const workloads = await does()
        endedAt = clock.monotonic()
        if (workloads > 0) log.warn({ workloads }, done)
      } catch (error) {
        if (!stopping.aborted) log.error({ err: error }, `not ${done}`)
      }
      await setTimeout(EVERY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined)
    }
  }
  void go()
  return { isLate: () => clock.monotonic() - endedAt > LATE_MS }
}
