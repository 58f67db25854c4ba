import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'

const EVERY_MS = 3_600_000

/**
 * Removes what is old once an hour, until the server stops. A failure is tried again in an hour.
 * @param remove answers how many it removed
 * @param what they are called in the log
 */
export async function removeHourly(
  remove: () => Promise<number>,
  what: string,
  stopping: AbortSignal,
  log: Logger,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      const removed = await remove()
      if (removed > 0) log.info({ removed }, `${what} removed`)
    } catch (error) {
      if (!stopping.aborted) log.error({ err: error }, `${what} not removed`)
    }
    await setTimeout(EVERY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined)
  }
}
