import type { RegisterRunnerInput } from '@isola/domain'
import { describe, expect } from 'vitest'
import { faultyFieldsOf, iso, SECOND, START } from './fixtures.ts'
import { capable, claimBy, LEASE, leased, pass, register, registration, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseRunners(it: StoreTest): void {
  describe('a runner', () => {
    it('is listed as it registered, the last heard of first', async ({ store, clock }) => {
      const labels = { zone: 'a' }
      const input = { ...registration(rex, [capable('gvisor', ['python', 'oci'])]), labels }
      const registered = await store.registerRunner(input, rex)
      expect(registered).toEqual({
        ...input,
        id: 'rex',
        registeredAt: iso(START),
        lastHeartbeatAt: iso(START),
        live: true,
        running: [],
      })
      clock.advance(SECOND)
      await register(store, roy)
      expect((await store.listRunners()).map(({ id }) => id)).toEqual(['roy', 'rex'])
      expect((await store.listRunners())[1]).toEqual(registered)
    })

    it('is one with its key: registered again it is there once, as it is now', async ({ store, clock }) => {
      await register(store, rex)
      clock.advance(SECOND)
      await store.registerRunner({ ...registration(rex), bootId: 'another start', capacity: 9 }, rex)
      expect(await store.listRunners()).toMatchObject([
        { id: 'rex', bootId: 'another start', capacity: 9, registeredAt: iso(START + SECOND) },
      ])
    })

    it('says what it runs', async ({ store }) => {
      const { id, token } = await leased(store, rex, { name: 'nightly' })
      await register(store, roy)
      const runs = async () => Object.fromEntries((await store.listRunners()).map((r) => [r.id, r.running]))
      expect(await runs()).toEqual({ rex: [{ id, name: 'nightly' }], roy: [] })
      await store.finish(id, token, { status: 'completed' }, rex)
      expect(await runs()).toEqual({ rex: [], roy: [] })
    })

    it('is live as long as it is heard of, by whatever it calls', async ({ store, clock, record }) => {
      const { id, token } = await leased(store)
      const live = async (from = store) => (await from.listRunners()).map((runner) => runner.live)
      for (const call of [
        () => register(store, rex),
        () => claimBy(store, rex),
        () => store.renewLease(id, token, rex),
      ]) {
        await pass(store, clock, LEASE - SECOND)
        expect(await live()).toEqual([true])
        await call()
        const { lastHeartbeatAt } = (await store.listRunners())[0] ?? {}
        expect(lastHeartbeatAt).toBe(iso(clock.ms))
        await store.renewLease(id, token, rex)
      }
      await pass(store, clock, LEASE)
      expect(await live()).toEqual([false])
      // A restart believes everybody for as long as a lease lasts.
      const reopened = await record.reopen()
      expect(await live(reopened)).toEqual([true])
      await pass(reopened, clock, LEASE)
      expect(await live(reopened)).toEqual([false])
    })

    it('that is silent is not thought dead by a wall clock that jumps', async ({ store, clock }) => {
      await register(store, rex)
      clock.jump(10 * LEASE)
      await store.expireLeases()
      expect((await store.listRunners()).map((runner) => runner.live)).toEqual([true])
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
    ] as [Partial<RegisterRunnerInput>, string][])('is refused with %o', async ([part, field], { store }) => {
      const registering = store.registerRunner({ ...registration(rex), ...part }, rex)
      expect(await faultyFieldsOf(registering)).toEqual([field])
      expect(await store.listRunners()).toEqual([])
    })
  })
}
