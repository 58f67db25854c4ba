import { after } from './after.ts'
import { CallTimeoutError } from './call-timeout-error.ts'
import type { IsolaProcedures, Workload } from './contract.ts'
import { onAbort } from './on-abort.ts'

export interface WaitOptions {
  /** Ends the waiting; the workload is left as it is. */
  signal?: AbortSignal
  /** In milliseconds. Absent, or `Infinity`: as long as it takes. */
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

/** A connection can die unnoticed while nothing is sent over it: the next request goes over another. */
const UNANSWERED_REQUESTS = 3

/** The server holds a request for half a minute at most: this asks until the workload has ended. */
export async function waitForWorkload(
  { workload: { wait } }: { workload: Pick<IsolaProcedures['workload'], 'wait'> },
  id: string,
  { signal, timeoutMs = Infinity }: WaitOptions = {},
): Promise<Workload> {
  const ending = new AbortController()
  const release = onAbort(signal, (reason) => ending.abort(reason))
  const cancel = after(timeoutMs, () => ending.abort(new WaitTimeoutError(id, timeoutMs)))
  try {
    for (let unanswered = 0; ; ) {
      try {
        const { workload, done } = await wait.query({ id }, { signal: ending.signal })
        if (done) return workload
        unanswered = 0
      } catch (error) {
        if (!(error instanceof CallTimeoutError) || ++unanswered === UNANSWERED_REQUESTS) throw error
      }
    }
  } finally {
    cancel()
    release()
  }
}
