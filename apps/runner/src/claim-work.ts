import { randomUUID } from 'node:crypto'
import type { IsolaClient } from '@isola/client'
import type { Claim } from '@isola/domain'
import { untilAnswered } from './until-answered.ts'

const WAIT_SECONDS = 20
/** What an answer may take longer than it was asked to wait. */
const ANSWER_MS = 10_000

/**
 * Claims one workload after another, with no more than `capacity` under way, until the signal; resolves when all have
 * ended.
 * @throws when the server takes no more claims of this runner: its key is revoked, or another has registered with it
 */
export async function claimWork(
  client: IsolaClient,
  { bootId, capacity }: { bootId: string; capacity: number },
  signal: AbortSignal,
  run: (claim: Claim) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  try {
    while (!signal.aborted) {
      const claim = await claimOne(client, bootId, signal)
      if (!claim) continue
      const running = run(claim).finally(() => underWay.delete(running))
      underWay.add(running)
      if (underWay.size >= capacity) await Promise.race(underWay)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await Promise.all(underWay)
  }
}

/** The same claim until it is answered: one whose answer was lost is found again, and claims nothing else. */
async function claimOne(client: IsolaClient, bootId: string, stop: AbortSignal): Promise<Claim | null> {
  const claimId = randomUUID()
  const ask = () =>
    client.runner.claim.mutate(
      { bootId, claimId, waitSeconds: WAIT_SECONDS },
      { signal: stop, timeoutMs: ANSWER_MS },
    )
  return (await untilAnswered(ask, stop)).claim
}
