import { leaseState } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import { dataOf, outcomeOf } from './testing/answer.ts'
import { claimIn, leaseOf, type RunnerForTest, startRunner, workFor } from './testing/runners.ts'
import { SETTER_UP, type Served, serve } from './testing/serve.ts'

/** Each call waits until something happens: a test that takes its waiting for granted would fail by its time-out. */
async function withRunner(options: Parameters<typeof serve>[0] = {}) {
  const served = await serve(options)
  const one = await startRunner(served)
  const waiting = (count: number) => vi.waitFor(() => expect(served.notifier.waiting('runner')).toBe(count))
  return { served, one, waiting }
}

describe('a claim that waits', () => {
  it('is answered by what comes, however many come', async () => {
    const { served, one, waiting } = await withRunner()
    const claims = Array.from({ length: 20 }, () => one.claim())
    await waiting(20)
    const made = await Promise.all(Array.from({ length: 20 }, () => workFor(served)))
    const got = (await Promise.all(claims)).map((answer) => claimIn(answer)?.workload.id)
    expect(got.toSorted()).toEqual(made.toSorted())
    await waiting(0)
  })

  it('is answered by a retry', async () => {
    const { served, one, waiting } = await withRunner()
    const id = await workFor(served)
    await served.store.killWorkload(id, SETTER_UP)
    const claim = one.claim()
    await waiting(1)
    const retry = await served.store.retryWorkload(id, SETTER_UP)
    expect(claimIn(await claim)?.workload.id).toBe(retry.id)
  })

  it.each([0, 0.0015, 0.3])('is null after %d seconds', async (waitSeconds) => {
    const { one, waiting } = await withRunner()
    expect(claimIn(await one.claim({ waitSeconds }))).toBeNull()
    await waiting(0)
  })

  it('is not woken by work that is held, and takes nothing that it cannot run', async () => {
    let attempts = 0
    const wrap = (store: Store): Store => ({
      ...store,
      claim(...args) {
        attempts++
        return store.claim(...args)
      },
    })
    const { served, one, waiting } = await withRunner({ wrap })
    const claim = one.claim()
    await waiting(1)
    await served.store.createWorkload({ runtime: 'node', hold: true }, SETTER_UP)
    await served.store.createWorkload({ runtime: 'go', code: 'x' }, SETTER_UP)
    const id = await workFor(served)
    expect(claimIn(await claim)?.workload.id).toBe(id)
    // At first, for go, and for its own.
    expect(attempts).toBeLessThanOrEqual(3)
  })

  it('takes nothing once its client has left', async () => {
    let signal: AbortSignal | undefined
    const wrap = (store: Store): Store => ({
      ...store,
      claim(input, actor, given) {
        signal = given
        return store.claim(input, actor, given)
      },
    })
    const { served, one, waiting } = await withRunner({ wrap })
    const leaving = new AbortController()
    const claim = one.claim({}, leaving.signal).catch(() => 'left')
    await waiting(1)
    leaving.abort()
    expect(await claim).toBe('left')
    await vi.waitFor(() => expect(signal?.aborted).toBe(true))
    await waiting(0)
    const id = await workFor(served)
    expect((await served.store.getWorkload(id)).status).toBe('pending')
    expect(served.failures).toEqual([])
  })

  it('takes nothing once its key is revoked, and says so', async () => {
    const { served, one, waiting } = await withRunner()
    const claim = one.claim()
    await waiting(1)
    await served.auth.keys.revoke(one.id, SETTER_UP)
    expect(outcomeOf(await claim)).toBe('401 UNAUTHENTICATED')
    const id = await workFor(served)
    expect((await served.store.getWorkload(id)).status).toBe('pending')
  })

  it('is told to come back when the server stops', async () => {
    const { served, one, waiting } = await withRunner()
    const claim = one.claim()
    await waiting(1)
    served.stopping.abort()
    expect(outcomeOf(await claim)).toBe('503 STORE_BUSY')
    await waiting(0)
  })
})

describe('a heartbeat that waits', () => {
  const beatOf = async (served: Served, one: RunnerForTest) => {
    const lease = await leaseOf(served, one)
    return { id: lease.id, beat: one.wire.call('runner.heartbeat', { ...lease, waitSeconds: 10 }) }
  }

  it('is answered at once when somebody wants the workload killed', async () => {
    const { served, one, waiting } = await withRunner()
    const { id, beat } = await beatOf(served, one)
    await waiting(1)
    await served.store.updateWorkload(id, { error: 'it is slow' }, SETTER_UP)
    await served.store.killWorkload(id, SETTER_UP)
    expect(dataOf(leaseState, await beat).killRequested).toBe(true)
    await waiting(0)
  })

  it('is answered at once when the lease is lost', async () => {
    const { served, one, waiting } = await withRunner()
    const { id, beat } = await beatOf(served, one)
    await waiting(1)
    await served.store.overrideWorkloadStatus(id, 'failed', SETTER_UP, { reason: 'it hangs' })
    expect(outcomeOf(await beat)).toBe('409 LEASE_LOST')
  })

  it('does not wait where a kill was asked for before', async () => {
    const { served, one } = await withRunner()
    const lease = await leaseOf(served, one)
    await served.store.killWorkload(lease.id, SETTER_UP)
    const beat = await one.wire.call('runner.heartbeat', { ...lease, waitSeconds: 10 })
    expect(dataOf(leaseState, beat).killRequested).toBe(true)
  })

  it('is answered with nothing new when its time is over, and when the server stops', async () => {
    const { served, one, waiting } = await withRunner()
    const lease = await leaseOf(served, one)
    const brief = await one.wire.call('runner.heartbeat', { ...lease, waitSeconds: 0.3 })
    expect(dataOf(leaseState, brief).killRequested).toBe(false)
    const beat = one.wire.call('runner.heartbeat', { ...lease, waitSeconds: 10 })
    await waiting(1)
    served.stopping.abort()
    expect(dataOf(leaseState, await beat).killRequested).toBe(false)
    await waiting(0)
  })
})
