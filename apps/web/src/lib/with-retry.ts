import { isolaDataOf, retryable } from '../trpc/errors.ts'

const MOST_TRIES = 5
const WAIT_MS = 1_000

/** A rate limit or a busy moment on page 80 of 100 does not throw the others away. */
export async function withRetry<Answer>(signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted()
    try {
      return await ask()
    } catch (error) {
      signal.throwIfAborted()
      if (!retryable(error) || tries === MOST_TRIES) throw error
      const data = isolaDataOf(error)
      await pause(data?.code === 'RATE_LIMITED' ? data.retryAfterSeconds * 1_000 : tries * WAIT_MS, signal)
    }
  }
}

/** An abort ends it early. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
