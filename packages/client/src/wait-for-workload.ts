import type { TRPCClient } from '@trpc/client'
import type { AppRouter, Workload } from './contract.ts'

export interface WaitOptions {
  /** Ends the waiting; the workload is left as it is. */
  signal?: AbortSignal
  /** Absent: as long as it takes. */
  timeoutMs?: number
}

/** The workload had not ended when the time was up. It goes on. */
export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError'
  readonly id: string

  constructor(id: string, timeoutMs: number) {
    super(`Workload ${id} has not ended within ${timeoutMs} ms`)
    this.id = id
  }
}

/** The server holds a request for half a minute at most: this asks until the workload has ended. */
export async function waitForWorkload(
  { workload: { wait } }: Pick<TRPCClient<AppRouter>, 'workload'>,
  id: string,
  { signal, timeoutMs }: WaitOptions = {},
): Promise<Workload> {
  const ending = new AbortController()
  const abort = () => ending.abort(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  const timeUp = () => ending.abort(new WaitTimeoutError(id, timeoutMs ?? 0))
  const timer = timeoutMs === undefined ? undefined : setTimeout(timeUp, timeoutMs)
  try {
    for (;;) {
      const { workload, done } = await wait.query({ id }, { signal: ending.signal })
      if (done) return workload
    }
  } catch (error) {
    ending.signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
