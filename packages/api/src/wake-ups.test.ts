/** A commit wakes the calls it concerns and no others: counted by what they do, never timed. */
import { IsolaError } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import { type Answer, outcomeOf } from './testing/answer.ts'
import { settled } from './testing/following.ts'
import { claimIn, ISOLATE, REGISTRATION, startRunner, workFor } from './testing/runners.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const
const times = <Made>(count: number, make: (n: number) => Made): Made[] =>
  Array.from({ length: count }, (_, n) => make(n))
/** Commits are announced in the turn in which their writers were answered; woken calls act in the next turns. */
const announced = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
}

/** A server that counts claims and reads of waiting calls, and does what it is told before each claim. */
async function counting(waits?: number) {
  const counts = { claims: 0, reads: 0 }
  let beforeClaim = async (_claimId: string, _signal: AbortSignal | undefined): Promise<void> => undefined
  const wrap = (store: Store): Store => ({
    ...store,
    async claim(input, actor, signal) {
      counts.claims++
      await beforeClaim(input.claimId, signal)
      return store.claim(input, actor, signal)
    },
    getWorkloadSummary(id) {
      counts.reads++
      return store.getWorkloadSummary(id)
    },
  })
  const served = await serve({ wrap, ...(waits !== undefined && { waits }) })
  const waiting = (waiter: 'runner' | 'wait', count: number) =>
    vi.waitFor(() => expect(served.notifier.waiting(waiter)).toBe(count), { timeout: 20_000 })
  return { served, counts, waiting, onClaim: (act: typeof beforeClaim) => (beforeClaim = act) }
}

const forGo = [{ ...ISOLATE, runtimes: ['go' as const] }]

describe('new work', () => {
  it('costs no claim of 200 that wait for other work, and one when it is theirs', async () => {
    const { served, counts, waiting } = await counting()
    const gopher = await startRunner(served, forGo)
    const claims = times(200, () => gopher.claim())
    await waiting('runner', 200)
    await vi.waitFor(() => expect(counts.claims).toBe(200))
    await Promise.all(times(20, () => workFor(served)))
    await served.store.createWorkload({ ...held, runtime: 'go' }, SETTER_UP)
    await announced()
    expect(counts.claims).toBe(200)
    const { id } = await served.store.createWorkload({ runtime: 'go', code: 'x' }, SETTER_UP)
    expect(claimIn(await Promise.race(claims))?.workload.id).toBe(id)
    await announced()
    expect(counts.claims).toBe(201)
    served.stopping.abort()
    await Promise.all(claims)
    await settled(served)
  })

  it('costs as many claims as there are units of it, however many wait', async () => {
    const { served, counts, waiting } = await counting()
    const one = await startRunner(served)
    const claims = times(50, () => one.claim())
    await vi.waitFor(() => expect(counts.claims).toBe(50))
    const made = [...(await Promise.all(times(15, () => workFor(served)))), await workFor(served)]
    await waiting('runner', 50 - made.length)
    expect(counts.claims).toBe(50 + made.length)
    served.stopping.abort()
    const answers = (await Promise.all(claims)).filter(({ error }) => !error)
    expect(answers.map((answer) => claimIn(answer)?.workload.id).toSorted()).toEqual(made.toSorted())
  })

  it('goes to the claims that have waited longest, in their order', async () => {
    const { served, waiting } = await counting()
    const [one, gopher] = [await startRunner(served), await startRunner(served, forGo)]
    const claims: Promise<Answer>[] = []
    for (const runner of [one, gopher, one, one]) {
      claims.push(runner.claim())
      await waiting('runner', claims.length)
    }
    const order: number[] = []
    for (const [n, claim] of claims.entries()) void claim.then(() => order.push(n))
    for (const left of [3, 2, 1]) {
      await workFor(served)
      await waiting('runner', left)
      await vi.waitFor(() => expect(order).toHaveLength(4 - left))
    }
    expect(order).toEqual([0, 2, 3])
    served.stopping.abort()
    await Promise.all(claims)
  })

  it('goes to the next claim when the one that was woken has left before it claims', async () => {
    const { served, waiting, onClaim } = await counting()
    const one = await startRunner(served)
    const leaving = new AbortController()
    const first = one.claim({ claimId: 'that leaves' }, leaving.signal).catch(() => 'left')
    await waiting('runner', 1)
    const second = one.claim()
    await waiting('runner', 2)
    onClaim(async (claimId, signal) => {
      if (claimId !== 'that leaves') return
      leaving.abort()
      await vi.waitFor(() => expect(signal?.aborted).toBe(true))
    })
    const id = await workFor(served)
    expect(claimIn(await second)?.workload.id).toBe(id)
    expect(await first).toBe('left')
    await settled(served)
  })

  it('goes to the next claim when that of the one that was woken fails', async () => {
    const { served, waiting, onClaim } = await counting()
    const one = await startRunner(served)
    const first = one.claim({ claimId: 'that fails' })
    await waiting('runner', 1)
    const second = one.claim()
    await waiting('runner', 2)
    onClaim(async (claimId) => {
      if (claimId === 'that fails') throw new IsolaError({ code: 'STORE_BUSY' }, 'Too many writes')
    })
    const id = await workFor(served)
    expect(claimIn(await second)?.workload.id).toBe(id)
    expect(outcomeOf(await first)).toBe('503 STORE_BUSY')
    await settled(served)
  })

  it('goes to the next claim when the one that was woken takes other work', async () => {
    const { served, waiting, onClaim } = await counting()
    const [gopher, one] = [await startRunner(served, forGo), await startRunner(served)]
    const both = await startRunner(served, [{ ...ISOLATE, runtimes: ['go', 'node'] }])
    const claims: Promise<Answer>[] = []
    for (const [runner, claimId] of [
      [gopher, 'held back'],
      [both, 'of both kinds'],
      [one, 'of one kind'],
    ] as const) {
      claims.push(runner.claim({ claimId }))
      await waiting('runner', claims.length)
    }
    const held = Promise.withResolvers<void>()
    onClaim((claimId) => (claimId === 'held back' ? held.promise : Promise.resolve()))
    const go = await served.store.createWorkload({ runtime: 'go', code: 'x' }, SETTER_UP)
    const id = await workFor(served)
    // Woken for the newer workload, it takes the older one, which the first in the queue was woken for.
    expect(claimIn((await claims[1])!)?.workload.id).toBe(go.id)
    expect(claimIn((await claims[2])!)?.workload.id).toBe(id)
    held.resolve()
    const next = await served.store.createWorkload({ runtime: 'go', code: 'x' }, SETTER_UP)
    expect(claimIn((await claims[0])!)?.workload.id).toBe(next.id)
    await settled(served)
  })
})

describe('a claim that waits', () => {
  it('is woken by what its runner offers since it registered again', async () => {
    const { served, counts, waiting } = await counting()
    const gopher = await startRunner(served, forGo)
    const claim = gopher.claim()
    await waiting('runner', 1)
    const id = await workFor(served)
    await announced()
    expect(counts.claims).toBe(1)
    await gopher.wire.call('runner.register', REGISTRATION)
    expect(claimIn(await claim)?.workload.id).toBe(id)
  })

  it('is refused when another start of its runner registers', async () => {
    const { served, waiting } = await counting()
    const one = await startRunner(served)
    const claim = one.claim()
    await waiting('runner', 1)
    await one.wire.call('runner.register', { ...REGISTRATION, bootId: 'a later start' })
    expect(outcomeOf(await claim)).toBe('403 FORBIDDEN')
    await settled(served)
  })

  it('is replaced when it is made again: its caller has lost the first request', async () => {
    const { served, counts, waiting } = await counting()
    const one = await startRunner(served)
    const first = one.claim({ claimId: 'made again' })
    await waiting('runner', 1)
    const again = one.claim({ claimId: 'made again' })
    expect(claimIn(await first)).toBeNull()
    await waiting('runner', 1)
    const id = await workFor(served)
    expect(claimIn(await again)?.workload.id).toBe(id)
    expect(counts.claims).toBe(3)
  })
})

describe('a commit', () => {
  it('costs a read of the wait for its workload, and none of 500 others', async () => {
    const { served, counts, waiting } = await counting()
    const viewer = await served.as('viewer')
    const create = () => served.store.createWorkload(held, SETTER_UP)
    const [subject, others] = [await create(), await Promise.all(times(500, create))]
    const leaving = new AbortController()
    const waits = others.map(({ id }) =>
      viewer.call('workload.wait', { id, timeoutSeconds: 55 }, leaving.signal).catch(() => null),
    )
    const wait = viewer.call('workload.wait', { id: subject.id, timeoutSeconds: 55 })
    await waiting('wait', 501)
    await vi.waitFor(() => expect(counts.reads).toBe(501))
    await Promise.all(times(50, create))
    await served.store.appendLogLines(subject.id, [{ seq: 0, stream: 'stdout', line: 'x' }], SETTER_UP)
    await announced()
    expect(counts.reads).toBe(501)
    await served.store.updateWorkloadStatus(subject.id, 'running', SETTER_UP)
    await announced()
    expect(counts.reads).toBe(502)
    await served.store.killWorkload(subject.id, SETTER_UP)
    expect(outcomeOf(await wait)).toBe('200')
    expect(counts.reads).toBe(503)
    leaving.abort()
    await Promise.all(waits)
    await settled(served)
  })
})

describe('calls and streams that wait', () => {
  it('are so many together and no more: others are told to come back, until one has left', async () => {
    const { served, waiting } = await counting(4)
    const viewer = await served.as('viewer')
    const { id } = await served.store.createWorkload(held, SETTER_UP)
    const waitBy = (wire: typeof viewer) => wire.call('workload.wait', { id, timeoutSeconds: 55 })
    const stream = await viewer.follow('log.tail', { id })
    const first = waitBy(viewer)
    await waiting('wait', 1)
    // Half of the room is one caller's: others still find some.
    const refusedTo = async (wire: typeof viewer) => {
      for (const refused of [
        await waitBy(wire),
        await wire.call('workload.changes'),
        await wire.call('log.tail', { id }),
      ])
        expect(outcomeOf(refused)).toBe('503 STORE_BUSY')
    }
    await refusedTo(viewer)
    const operator = await served.as('operator')
    const others = [waitBy(operator), waitBy(operator)]
    await waiting('wait', 3)
    await refusedTo(await served.as('admin'))
    // What does not wait needs no room, and runners have their own.
    expect(outcomeOf(await viewer.call('workload.wait', { id, timeoutSeconds: 0 }))).toBe('200')
    const runner = await startRunner(served)
    const claim = runner.claim()
    await waiting('runner', 1)
    await workFor(served)
    expect(outcomeOf(await claim)).toBe('200')
    stream.drop()
    await vi.waitFor(() => expect(served.notifier.waiting('log')).toBe(0))
    const second = waitBy(viewer)
    await waiting('wait', 4)
    await served.store.killWorkload(id, SETTER_UP)
    const answers = await Promise.all([first, second, ...others])
    expect(answers.map(outcomeOf)).toEqual(['200', '200', '200', '200'])
    await settled(served)
  })

  it('cost no runner its lease: a heartbeat that finds no room renews all the same', async () => {
    let renewals = 0
    const wrap = (store: Store): Store => ({
      ...store,
      renewLease(...args) {
        renewals++
        return store.renewLease(...args)
      },
    })
    const served = await serve({ wrap, waits: 0 })
    const runner = await startRunner(served)
    const id = await workFor(served)
    const leaseToken = claimIn(await runner.claim({ waitSeconds: 0 }))?.lease.leaseToken
    const beat = () => runner.wire.call('runner.heartbeat', { id, leaseToken, waitSeconds: 10 })
    expect(outcomeOf(await beat())).toBe('503 STORE_BUSY')
    expect(renewals).toBe(1)
    await served.store.killWorkload(id, SETTER_UP)
    expect((await beat()).data).toMatchObject({ killRequested: true })
  })
})
