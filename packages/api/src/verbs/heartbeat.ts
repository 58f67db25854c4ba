import type { Actor, LeaseState } from '@isola/domain'
import type { ApiServices } from '../context.ts'
import type { Subscription } from '../feed/notifier.ts'

type Beating = Pick<ApiServices, 'store' | 'notifier' | 'stopping'> & { actor: Actor }

/**
 * Renews at once; then answers when somebody wants the workload killed, its lease is lost, or `waitSeconds` are over.
 * @throws STORE_BUSY when there is no room to wait; the lease has been renewed all the same
 */
export async function heartbeat(
  { store, notifier, stopping, actor }: Beating,
  { id, leaseToken, waitSeconds }: { id: string; leaseToken: string; waitSeconds: number },
  request: AbortSignal | undefined,
): Promise<LeaseState> {
  const renew = () => store.renewLease(id, leaseToken, actor)
  if (waitSeconds === 0) return renew()
  let subscription: Subscription
  try {
    subscription = notifier.subscribe('runner', actor, `workload:${id}`)
  } catch (error) {
    // Other callers' waits must not cost a runner its lease.
    const state = await renew()
    if (state.killRequested) return state
    throw error
  }
  const { signal: news, unsubscribe } = subscription
  const timeout = AbortSignal.timeout(Math.ceil(waitSeconds * 1_000))
  const over = AbortSignal.any([timeout, stopping, ...(request ? [request] : [])])
  try {
    while (true) {
      const state = await renew()
      if (state.killRequested) return state
      await news.wait(over)
      if (over.aborted) return state
    }
  } finally {
    unsubscribe()
  }
}
