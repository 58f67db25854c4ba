import type { Caller } from '@isola/auth'
import { isTerminal, type Workload } from '@isola/domain'
import { checkLease } from '../check-lease.ts'
import type { ApiServices } from '../context.ts'

type Waiting = Pick<ApiServices, 'store' | 'notifier' | 'capacity' | 'stopping'> & { caller: Caller }

/** Answers as soon as the workload has ended, or after `timeoutSeconds` with what it is then. */
export async function waitForWorkload(
  context: Waiting,
  { id, timeoutSeconds }: { id: string; timeoutSeconds: number },
  request: AbortSignal | undefined,
): Promise<{ workload: Workload; done: boolean }> {
  const { store, stopping, capacity, caller } = context
  if (timeoutSeconds > 0) {
    // Whole milliseconds, or it throws.
    const timeout = AbortSignal.timeout(Math.ceil(timeoutSeconds * 1_000))
    await untilEnded(context, id, AbortSignal.any([timeout, stopping, ...(request ? [request] : [])]))
  }
  const workload = await capacity.largeReads(async () => {
    capacity.bytes.check(caller.principal)
    return checkLease(caller, await store.getWorkload(id))
  })
  return { workload, done: isTerminal(workload.status) }
}

/** Reads summaries while it waits: the whole workload, with an output of up to 4 MiB, is read once, at the end. */
async function untilEnded({ store, notifier, caller }: Waiting, id: string, over: AbortSignal) {
  const { signal: news, unsubscribe } = notifier.subscribe('wait', caller.principal, `workload:${id}`)
  try {
    while (!isTerminal(checkLease(caller, await store.getWorkloadSummary(id)).status)) {
      await news.wait(over)
      if (over.aborted) return
    }
  } finally {
    unsubscribe()
  }
}
