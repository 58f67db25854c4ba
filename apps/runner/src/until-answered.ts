import { setTimeout } from 'node:timers/promises'
import { isIsolaError } from '@isola/client'

/** The client has tried for some seconds by itself before a failure comes here. */
const PAUSE_MS = 1_000

/**
 * Makes a call that may be repeated until the server has answered it, however long it is away.
 * @throws what the server answers that another attempt would not change; the signal's reason
 */
export async function untilAnswered<Answer>(
  call: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  for (;;) {
    signal.throwIfAborted()
    try {
      return await call()
    } catch (error) {
      if (isFinal(error)) throw error
    }
    await setTimeout(PAUSE_MS, undefined, { signal })
  }
}

/** No answer is not; nor is that of a server which is busy, full or being stopped. */
const isFinal = (error: unknown): boolean =>
  isIsolaError(error) && error.data.httpStatus !== 503 && error.data.isola.code !== 'RATE_LIMITED'
