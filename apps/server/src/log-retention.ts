import { setTimeout } from 'node:timers/promises'
import { systemClock, toTimestamp } from '@isola/domain'
import type { Store } from '@isola/store'
import type { Logger } from 'pino'

const DAY_MS = 24 * 3_600_000
const EVERY_MS = 3_600_000

/** Removes old log lines once an hour, until the server stops. A failure is tried again in an hour. */
export async function keepLogsFor(
  days: number,
  store: Store,
  stopping: AbortSignal,
  log: Logger,
): Promise<void> {
  while (!stopping.aborted) {
    const before = toTimestamp(Math.max(0, systemClock.now() - days * DAY_MS))
    try {
      const lines = await store.removeOldLogLines(before)
      if (lines > 0) log.info({ lines, before }, 'old log lines removed')
    } catch (error) {
      if (!stopping.aborted) log.error({ err: error }, 'old log lines were not removed')
    }
    await setTimeout(EVERY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined)
  }
}
