import type { Actor, LeaseState } from '@isola/domain'
import type { ApiServices } from '../context.ts'

type Beating = Pick<ApiServices, 'store' | 'runnerBells' | 'stopping'> & { actor: Actor }

/** Renews at once; then answers when somebody wants the workload killed, its lease is lost, or `waitSeconds` are over. */
export async function heartbeat(
  { store, runnerBells, stopping, actor }: Beating,
  { id, leaseToken, waitSeconds }: { id: string; leaseToken: string; waitSeconds: number },
  request: AbortSignal | undefined,
): Promise<LeaseState> {
  const timeout = AbortSignal.timeout(Math.ceil(waitSeconds * 1_000))
  const over = AbortSignal.any([timeout, stopping, ...(request ? [request] : [])])
  const { bell, takeDown } = runnerBells.forLease(id)
  try {
    while (true) {
      const state = await store.renewLease(id, leaseToken, actor)
      if (state.killRequested || waitSeconds === 0) return state
      await bell.heard(over)
      if (over.aborted) return state
    }
  } finally {
    takeDown()
  }
}
