import { LIMITS, type RegisterRunnerInput, type WorkKind } from '@isola/domain'
import { describe, expect } from 'vitest'
import { allPages, faultyFieldsOf, iso, MINUTE, SECOND, START } from './fixtures.ts'
import { capable, claimBy, LEASE, leased, pass, register, registration, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseRunners(it: StoreTest): void {
  describe('a runner', () => {
    it('is listed as it registered, by id, greatest first', async ({ store, clock }) => {
      const labels = { zone: 'a' }
      const input = { ...registration(rex, [capable('gvisor', ['python', 'oci'])]), labels }
      const registered = await store.registerRunner(input, rex)
      expect(registered).toEqual({
        ...input,
        id: 'rex',
        registeredAt: iso(START),
        lastHeartbeatAt: iso(START),
        live: true,
        runningCount: 0,
        running: [],
      })
      clock.advance(SECOND)
      await register(store, roy)
      const { items } = await store.listRunners()
      expect(items.map(({ id }) => id)).toEqual(['roy', 'rex'])
      expect(items[1]).toEqual(registered)
    })

    it('is one with its key: registered again it is there once, as it is now', async ({ store, clock }) => {
      await register(store, rex)
      clock.advance(SECOND)
      await store.registerRunner({ ...registration(rex), bootId: 'another start', capacity: 9 }, rex)
      expect((await store.listRunners()).items).toMatchObject([
        { id: 'rex', bootId: 'another start', capacity: 9, registeredAt: iso(START + SECOND) },
      ])
    })

    it('offers, by its latest registration, what it can run: exactly these isolations, and auto', async ({
      store,
    }) => {
      expect(await store.listOffers('rex')).toEqual([])
      await register(store, roy)
      await register(store, rex, [
        capable('isolate', ['node', 'wasm']),
        capable('gvisor', ['python'], { available: false }),
      ])
      expect(await store.listOffers('rex')).toEqual([
        { isolation: 'auto', runtime: 'node' },
        { isolation: 'auto', runtime: 'wasm' },
        { isolation: 'isolate', runtime: 'node' },
        { isolation: 'isolate', runtime: 'wasm' },
      ])
      await register(store, rex, [capable('microvm', ['go'])])
      expect(await store.listOffers('rex')).toEqual([
        { isolation: 'auto', runtime: 'go' },
        { isolation: 'microvm', runtime: 'go' },
      ])
    })

    it('offers what it registered by the time that its registration is announced', async ({ store }) => {
      const offered: Promise<WorkKind[]>[] = []
      const forget = store.onCommit(({ runners }) => {
        if (runners.has('rex')) offered.push(store.listOffers('rex'))
      })
      await register(store, rex, [capable('isolate', ['node'])])
      await register(store, rex, [capable('microvm', ['go'])])
      // The commit before has been announced by the time that another write is answered.
      await register(store, roy)
      forget()
      expect(await Promise.all(offered)).toEqual([
        [
          { isolation: 'auto', runtime: 'node' },
          { isolation: 'isolate', runtime: 'node' },
        ],
        [
          { isolation: 'auto', runtime: 'go' },
          { isolation: 'microvm', runtime: 'go' },
        ],
      ])
    })

    it('is listed page by page, in an order that heartbeats do not change', async ({ store, clock }) => {
      const ids = ['a', 'b', 'c', 'd', 'e']
      for (const id of ids) await register(store, { kind: 'runner', id, name: id })
      const first = await store.listRunners({ limit: 2 })
      clock.advance(MINUTE)
      for (const id of ['a', 'e']) await claimBy(store, { kind: 'runner', id, name: id })
      const pages = await allPages((from) => store.listRunners({ limit: 2, ...from }))
      expect(pages[0]?.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id))
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids.toReversed())
      expect(await faultyFieldsOf(store.listRunners({ limit: 201 }))).toEqual(['limit'])
    })

    it('offers its backends, together with others, as long as it is live, and after a restart', async ({
      store,
      clock,
      record,
    }) => {
      const missing = capable('sandbox', [], { available: false, reason: 'bubblewrap is missing' })
      await register(store, rex, [capable('isolate', ['node']), missing])
      await register(store, roy, [capable('isolate', ['wasm'])])
      const backends = [
        { isolation: 'isolate', available: true, runtimes: ['node', 'wasm'], runners: 2, reason: null },
        { isolation: 'sandbox', available: false, runtimes: [], runners: 0, reason: 'bubblewrap is missing' },
        { isolation: 'gvisor', available: false, runtimes: [], runners: 0 },
        { isolation: 'microvm', available: false, runtimes: [], runners: 0 },
      ]
      expect(await store.listBackends()).toMatchObject(backends)
      const reopened = await record.reopen()
      expect(await reopened.listBackends()).toMatchObject(backends)
      await work(reopened)
      expect(await claimBy(reopened, rex)).not.toBeNull()
      await pass(reopened, clock, LEASE)
      expect((await reopened.listBackends()).map(({ available }) => available)).toEqual(Array(4).fill(false))
    })

    it('names the 20 oldest workloads that it runs, and counts them all', async ({ store }) => {
      await register(store, rex)
      const claimed: string[] = []
      for (let i = 0; i < 23; i++) {
        await work(store)
        claimed.push((await claimBy(store, rex))?.workload.id ?? '')
      }
      const [runner] = (await store.listRunners()).items
      expect(runner?.runningCount).toBe(23)
      expect(runner?.running.map(({ id }) => id)).toEqual(claimed.slice(0, LIMITS.runningListed))
    })

    it('says what it runs', async ({ store }) => {
      const { id, token } = await leased(store, rex, { name: 'nightly' })
      await register(store, roy)
      const runs = async () =>
        Object.fromEntries((await store.listRunners()).items.map((r) => [r.id, r.running]))
      expect(await runs()).toEqual({ rex: [{ id, name: 'nightly' }], roy: [] })
      await store.finish(id, token, { status: 'completed' }, rex)
      expect(await runs()).toEqual({ rex: [], roy: [] })
    })

    it.for(['register', 'claim', 'renewLease', 'finish'])(
      'is live for the length of a lease once it is heard of, by %s',
      async (call, { store, clock }) => {
        const { id, token } = await leased(store)
        const calls: Record<string, () => Promise<unknown>> = {
          register: () => register(store, rex),
          claim: () => claimBy(store, rex),
          renewLease: () => store.renewLease(id, token, rex),
          finish: () => store.finish(id, token, { status: 'completed' }, rex),
        }
        const live = async () => (await store.listRunners()).items.map((runner) => runner.live)
        await pass(store, clock, LEASE - SECOND)
        await calls[call]?.()
        await pass(store, clock, LEASE - SECOND)
        expect(await live()).toEqual([true])
        await pass(store, clock, SECOND)
        expect(await live()).toEqual([false])
      },
    )

    it('says when it was heard of, to five seconds', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      const heardAt = async () => (await store.listRunners()).items[0]?.lastHeartbeatAt
      for (const call of [() => claimBy(store, rex), () => store.renewLease(id, token, rex)]) {
        clock.advance(5 * SECOND)
        await call()
        expect(await heardAt()).toBe(iso(clock.ms))
      }
    })

    it('is believed for the length of a lease after a restart', async ({ store, clock, record }) => {
      await register(store, rex)
      await pass(store, clock, LEASE)
      const reopened = await record.reopen()
      const live = async () => (await reopened.listRunners()).items.map((runner) => runner.live)
      await pass(reopened, clock, LEASE - SECOND)
      expect(await live()).toEqual([true])
      await pass(reopened, clock, SECOND)
      expect(await live()).toEqual([false])
    })

    it('that is silent is not thought dead by a wall clock that jumps', async ({ store, clock }) => {
      await register(store, rex)
      clock.jump(10 * LEASE)
      await store.expireLeases()
      expect((await store.listRunners()).items.map((runner) => runner.live)).toEqual([true])
      await work(store)
      expect(await claimBy(store, rex)).not.toBeNull()
    })

    it.for([
      [{ bootId: 'short' }, 'bootId'],
      [{ capacity: 0 }, 'capacity'],
      [{ name: ' ' }, 'name'],
      [{ capabilities: [capable('isolate'), capable('isolate')] }, 'capabilities'],
      [{ capabilities: [{ ...capable('isolate'), isolation: 'auto' }] }, 'capabilities.0.isolation'],
      [{ capabilities: [{ ...capable('isolate'), speed: 1 }] }, 'capabilities.0.speed'],
      [{ version: 'x'.repeat(201) }, 'version'],
      [{ capabilities: [capable('isolate', ['node', 'node'])] }, 'capabilities.0.runtimes'],
      [
        { capabilities: [capable('isolate', ['go'], { version: 'x'.repeat(201) })] },
        'capabilities.0.version',
      ],
      [
        { capabilities: [capable('isolate', ['go'], { reason: 'x'.repeat(2_001) })] },
        'capabilities.0.reason',
      ],
      [{ capabilities: [capable('isolate', ['go'], { strength: 1_001 })] }, 'capabilities.0.strength'],
      [{ capabilities: [capable('isolate', ['go'], { strength: -1 })] }, 'capabilities.0.strength'],
    ] as [Partial<RegisterRunnerInput>, string][])('is refused with %o', async ([part, field], { store }) => {
      const registering = store.registerRunner({ ...registration(rex), ...part }, rex)
      expect(await faultyFieldsOf(registering)).toEqual([field])
      expect((await store.listRunners()).items).toEqual([])
    })
  })
}
