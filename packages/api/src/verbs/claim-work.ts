import type { Caller } from '@isola/auth'
import type { Actor, Claim, ClaimInput } from '@isola/domain'
import type { ApiServices } from '../context.ts'
import { streamFor } from '../feed/stream.ts'

type Claiming = Pick<ApiServices, 'store' | 'notifier' | 'stopping'> & { caller: Caller; actor: Actor }

/**
 * The oldest work that the runner can run, at once or as soon as there is some; null after `waitSeconds`. Nothing is
 * claimed for a request that was closed, with credentials that have ended, or while the server stops.
 */
export async function claimWork(
  context: Claiming,
  { waitSeconds, ...input }: ClaimInput & { waitSeconds: number },
  request: AbortSignal | undefined,
): Promise<{ claim: Claim | null }> {
  const claims = (signal: AbortSignal) =>
    waitSeconds === 0 ? claimOnce(context, input, signal) : claimOrWait(context, input, waitSeconds, signal)
  for await (const claim of streamFor(context, request, claims)) return { claim }
  return { claim: null }
}

async function* claimOnce({ store, actor }: Claiming, input: ClaimInput, signal: AbortSignal) {
  const claim = await store.claim(input, actor, signal)
  if (claim || !signal.aborted) yield claim
}

async function* claimOrWait(
  { store, notifier, actor }: Claiming,
  input: ClaimInput,
  waitSeconds: number,
  signal: AbortSignal,
): AsyncGenerator<Claim | null, void> {
  // A new registration may change what this claim can take.
  const { signal: news, unsubscribe } = notifier.subscribe('runner', actor, `runner:${actor.id}`)
  const waiting = notifier.work.join(JSON.stringify([actor.id, input.bootId, input.claimId]), news)
  const gone = AbortSignal.any([signal, waiting.replaced])
  const over = AbortSignal.any([gone, AbortSignal.timeout(Math.ceil(waitSeconds * 1_000))])
  try {
    while (!over.aborted) {
      waiting.offer(await store.listOffers(actor.id))
      const claim = await waiting.attempt(() => store.claim(input, actor, gone), gone)
      if (claim) return yield claim
      await news.wait(over)
    }
    if (!signal.aborted) yield null
  } finally {
    waiting.close()
    unsubscribe()
  }
}
