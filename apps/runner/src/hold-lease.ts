import { setTimeout as sleep } from 'node:timers/promises'
import { type IsolaClient, isIsolaError } from '@isola/client'
import type { Claim } from '@isola/domain'

/** A lease lives three times as long: two heartbeats may fail. */
const HEARTBEAT_SECONDS = 10
/** What an answer may take longer than it was asked to wait. */
const ANSWER_MS = 5_000
const PAUSE_MS = 1_000

export interface HeldLease {
  /** Aborted when the lease is over: the server says so, or could not be reached for a lease's length. */
  lost: AbortSignal
  /** Aborted when somebody wants the workload killed. */
  killRequested: AbortSignal
  /** There is nothing left to kill: from here on it is renewed, and no news is waited for. */
  settle(): void
  release(): void
}

/**
 * Renews a lease until it is released. Each heartbeat waits at the server for news, so that a wish to kill arrives at
 * once. Time is counted from when a heartbeat was sent, on a clock that does not jump: here the lease ends first.
 */
export function holdLease(client: IsolaClient, { workload: { id }, lease }: Claim): HeldLease {
  const { leaseToken } = lease
  const [lost, kill, released] = [new AbortController(), new AbortController(), new AbortController()]
  /** Aborted when no news is worth waiting for. */
  const settled = new AbortController()
  const lose = (why: string) => lost.abort(new Error(why))
  const leaseMs = lease.leaseSeconds * 1_000
  const expireIn = (ms: number) => setTimeout(lose, ms, 'the server could not be reached')
  let expiry = expireIn(leaseMs)

  async function heartbeat(): Promise<void> {
    const sentAt = performance.now()
    const isSettled = settled.signal.aborted
    const waitSeconds = isSettled ? 0 : HEARTBEAT_SECONDS
    const over = isSettled ? released.signal : settled.signal
    const { killRequested } = await client.runner.heartbeat.mutate(
      { id, leaseToken, waitSeconds },
      { signal: over, timeoutMs: ANSWER_MS },
    )
    clearTimeout(expiry)
    if (released.signal.aborted) return
    expiry = expireIn(leaseMs - (performance.now() - sentAt))
    if (!killRequested) return
    kill.abort()
    settled.abort()
  }

  async function keep(): Promise<void> {
    const over = AbortSignal.any([released.signal, lost.signal])
    while (!over.aborted) {
      try {
        await heartbeat()
        if (settled.signal.aborted) await sleep(HEARTBEAT_SECONDS * 1_000, undefined, { signal: over })
      } catch (error) {
        if (isRefusal(error)) lose(error.message)
        else await sleep(PAUSE_MS, undefined, { signal: over }).catch(() => {})
      }
    }
  }

  void keep()
  return {
    lost: lost.signal,
    killRequested: kill.signal,
    settle: () => settled.abort(),
    release() {
      clearTimeout(expiry)
      released.abort()
      settled.abort()
    },
  }
}

const REFUSALS = ['LEASE_LOST', 'UNAUTHENTICATED', 'FORBIDDEN'] as const

const isRefusal = (error: unknown): error is Error => REFUSALS.some((code) => isIsolaError(error, code))
