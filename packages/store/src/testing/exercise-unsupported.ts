import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, DAY, faultyFieldsOf, held, iso, lastEventOf, SECOND, type TestClock } from './fixtures.ts'
import { capable, claimBy, register, rex, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

const PATIENCE_SECONDS = 60

/** Lets time go by as it does for a server, which looks after this all the while. Answers how many have failed. */
async function wait(store: Store, clock: TestClock, seconds: number, meanwhile = async () => {}) {
  let failed = 0
  for (let passed = 0; passed < seconds; passed += 2) {
    clock.advance(2 * SECOND)
    await meanwhile()
    failed += await store.failUnsupported(PATIENCE_SECONDS)
  }
  return failed
}

export function exerciseUnsupported(it: StoreTest): void {
  describe('failUnsupported', () => {
    it('fails what nobody has offered to run for so long, and not before', async ({ store, clock }) => {
      const { id } = await work(store, { runtime: 'go', isolation: 'microvm' })
      expect(await wait(store, clock, PATIENCE_SECONDS)).toBe(0)
      expect(await wait(store, clock, 4)).toBe(1)
      expect(await store.getWorkload(id)).toMatchObject({
        status: 'failed',
        cause: 'unsupported',
        startedAt: null,
        durationMs: null,
        nodeId: null,
        finishedAt: iso(clock.ms - 2 * SECOND),
      })
      expect(await lastEventOf(store, id)).toMatchObject({
        actor: { kind: 'system', name: 'Isola' },
        reason: 'No runner has offered go in microvm for 60 seconds',
      })
      expect((await store.verify()).problems).toEqual([])
    })

    it('leaves what a runner offers, however busy that is, and what is held', async ({ store, clock }) => {
      await register(store, rex, [capable('isolate', ['node'])])
      const offered = [await work(store), await work(store, { isolation: 'isolate' })]
      await store.createWorkload({ ...held, runtime: 'go' }, admin)
      await work(store, { isolation: 'sandbox' })
      await work(store, { runtime: 'python' })
      const claim = await claimBy(store, rex)
      const { id } = claim?.workload ?? offered[0] ?? { id: '' }
      const alive = async () => {
        await store.renewLease(id, claim?.lease.leaseToken ?? '', rex)
      }
      expect(await wait(store, clock, 2 * PATIENCE_SECONDS, alive)).toBe(2)
      expect(await store.listWorkloads({ filter: { status: ['pending'] } })).toMatchObject({
        items: [{ hold: true }, { id: offered[1]?.id }],
      })
    })

    it('counts from when its runner was last there', async ({ store, clock }) => {
      await register(store, rex)
      const { id } = await work(store)
      const claim = () => store.registerRunner({ ...REGISTERED, capabilities: [capable('isolate')] }, rex)
      await wait(store, clock, 2 * PATIENCE_SECONDS, async () => void (await claim()))
      // A runner is believed for the length of a lease.
      expect(await wait(store, clock, PATIENCE_SECONDS + 28)).toBe(0)
      expect((await store.getWorkload(id)).status).toBe('pending')
      expect(await wait(store, clock, 8)).toBe(1)
    })

    it('gives new work as long, though nobody offered it before', async ({ store, clock }) => {
      await wait(store, clock, 2 * PATIENCE_SECONDS)
      const { id } = await work(store)
      expect(await wait(store, clock, PATIENCE_SECONDS)).toBe(0)
      expect(await wait(store, clock, 4)).toBe(1)
      expect((await store.getWorkload(id)).cause).toBe('unsupported')
    })

    it.for([3 * DAY, -3 * DAY])(
      'is moved by no wall clock that jumps by %d ms',
      async (jump, { store, clock }) => {
        const { id } = await work(store)
        await wait(store, clock, PATIENCE_SECONDS / 2)
        clock.jump(jump)
        expect(await wait(store, clock, PATIENCE_SECONDS / 2)).toBe(0)
        expect(await wait(store, clock, 4)).toBe(1)
        expect((await store.getWorkload(id)).cause).toBe('unsupported')
      },
    )

    it('begins anew after a restart', async ({ store, clock, record }) => {
      await work(store)
      await wait(store, clock, PATIENCE_SECONDS)
      const reopened = await record.reopen()
      expect(await wait(reopened, clock, PATIENCE_SECONDS)).toBe(0)
      expect(await wait(reopened, clock, 4)).toBe(1)
    })

    it('fails a thousand, slice by slice', async ({ store, clock }) => {
      await Promise.all(Array.from({ length: 1_000 }, () => work(store)))
      expect(await wait(store, clock, PATIENCE_SECONDS + 4)).toBe(1_000)
      expect((await store.getWorkloadStats()).byCause.unsupported).toBe(1_000)
    })

    it.for([
      ['registers', (store: Store) => register(store, rex)],
      ['is heard of again', (store: Store) => claimBy(store, rex)],
    ] as const)('stops as soon as a runner %s that offers it', async ([, come], { store, clock }) => {
      await register(store, rex)
      await Promise.all(Array.from({ length: 1_000 }, () => work(store)))
      expect(await wait(store, clock, PATIENCE_SECONDS + 28)).toBe(0)
      clock.advance(4 * SECOND)
      const sweeping = store.failUnsupported(PATIENCE_SECONDS)
      await come(store)
      expect(await sweeping).toBeLessThan(500)
      expect(await store.failUnsupported(PATIENCE_SECONDS)).toBe(0)
    })

    it('wants a time', async ({ store }) => {
      for (const seconds of [0, -1, Number.NaN]) {
        expect(await faultyFieldsOf(store.failUnsupported(seconds))).toEqual(['afterSeconds'])
      }
    })
  })
}

const REGISTERED = { bootId: 'a start of rex', name: 'Rex', version: '1', capacity: 1 }
