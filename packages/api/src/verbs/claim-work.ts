import type { Caller } from '@isola/auth'
import type { Actor, Claim, ClaimInput } from '@isola/domain'
import type { ApiServices } from '../context.ts'
import { streamFor } from '../feed/stream.ts'

type Claiming = Pick<ApiServices, 'store' | 'runnerBells' | 'stopping'> & { caller: Caller; actor: Actor }

/**
 * What there is to run, at once or as soon as it comes; null after `waitSeconds`. Nothing is claimed for a request that
 * was closed, with credentials that have ended, or while the server stops.
 */
export async function claimWork(
  context: Claiming,
  { waitSeconds, ...input }: ClaimInput & { waitSeconds: number },
  request: AbortSignal | undefined,
): Promise<{ claim: Claim | null }> {
  const attempts = (signal: AbortSignal) => attempt(context, input, waitSeconds, signal)
  for await (const claim of streamFor(context, request, attempts)) return { claim }
  return { claim: null }
}

async function* attempt(
  { store, runnerBells, actor }: Claiming,
  input: ClaimInput,
  waitSeconds: number,
  signal: AbortSignal,
): AsyncGenerator<Claim | null, void> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(waitSeconds * 1_000))])
  const { bell, takeDown } = runnerBells.forWork()
  try {
    let claim = await store.claim(input, actor, signal)
    while (!claim && !over.aborted) {
      await bell.heard(over)
      if (!over.aborted) claim = await store.claim(input, actor, signal)
    }
    if (claim || !signal.aborted) yield claim
  } finally {
    takeDown()
  }
}
