import type { Caller } from '@isola/auth'
import { isTerminal, type Workload } from '@isola/domain'
import { checkLease } from '../check-lease.ts'
import type { ApiServices } from '../context.ts'

type Waiting = Pick<ApiServices, 'store' | 'changes' | 'stopping'> & { caller: Caller }

/** Answers as soon as the workload has ended, or after `timeoutSeconds` with what it is then. */
export async function waitForWorkload(
  { store, changes, stopping, caller }: Waiting,
  { id, timeoutSeconds }: { id: string; timeoutSeconds: number },
  request: AbortSignal | undefined,
): Promise<{ workload: Workload; done: boolean }> {
  const read = async () => checkLease(caller, await store.getWorkload(id))
  // Before the workload is read: what happens from here on is in the changes, however late they are asked for.
  const seq = await store.getLatestSeq()
  const present = await read()
  if (isTerminal(present.status) || timeoutSeconds === 0) return answer(present)
  // Whole milliseconds, or it throws.
  const timeout = AbortSignal.timeout(Math.ceil(timeoutSeconds * 1_000))
  const signal = AbortSignal.any([timeout, stopping, ...(request ? [request] : [])])
  for await (const { event, workload } of changes.since(seq, signal)) {
    if (event.workloadId === id && (!workload || isTerminal(workload.status))) break
  }
  return answer(await read())
}

const answer = (workload: Workload) => ({ workload, done: isTerminal(workload.status) })
