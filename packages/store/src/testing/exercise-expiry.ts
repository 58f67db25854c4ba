import { describe, expect } from 'vitest'
import { admin, DAY, iso, lastEventOf, refusalOf, SECOND, START } from './fixtures.ts'
import { claimBy, LEASE, leased, pass, register, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseExpiry(it: StoreTest): void {
  describe('expireLeases', () => {
    it('fails what has lost its runner after the length of a lease, and not before', async ({
      store,
      clock,
    }) => {
      const { id } = await leased(store)
      expect(await pass(store, clock, LEASE - SECOND)).toBe(0)
      expect((await store.getWorkload(id)).status).toBe('running')
      expect(await pass(store, clock, SECOND)).toBe(1)
      expect(await store.getWorkload(id)).toMatchObject({
        status: 'failed',
        cause: 'lost',
        leasedBy: null,
        finishedAt: iso(START + LEASE),
        durationMs: LEASE,
        nodeId: 'rex',
      })
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'transitioned',
        actor: { kind: 'system', name: 'Isola' },
        reason: 'Its runner was not heard of for 30 seconds',
      })
      expect(await pass(store, clock, 2 * LEASE)).toBe(0)
      expect((await store.verify()).problems).toEqual([])
    })

    it('leaves what is renewed, and ends each lease by itself', async ({ store, clock }) => {
      const kept = await leased(store)
      const { id } = await leased(store, roy)
      for (let i = 0; i < 4; i++) {
        await pass(store, clock, LEASE / 3)
        await store.renewLease(kept.id, kept.token, rex)
      }
      expect((await store.getWorkload(id)).cause).toBe('lost')
      expect((await store.getWorkload(kept.id)).status).toBe('running')
    })

    it.for([3 * DAY, -3 * DAY])(
      'ends nothing when the wall clock jumps by %d ms, and ends in time what is silent',
      async (jump, { store, clock }) => {
        const { id, token } = await leased(store)
        clock.jump(jump)
        expect(await store.expireLeases()).toBe(0)
        expect(await pass(store, clock, LEASE - SECOND)).toBe(0)
        await store.renewLease(id, token, rex)
        clock.jump(-2 * jump)
        expect(await pass(store, clock, LEASE - SECOND)).toBe(0)
        expect(await pass(store, clock, SECOND)).toBe(1)
        expect((await store.getWorkload(id)).cause).toBe('lost')
      },
    )

    it('counts no time in which nobody looked: a process that stood still heard nobody', async ({
      store,
      clock,
    }) => {
      const { id, token } = await leased(store)
      clock.advance(DAY)
      expect(await store.expireLeases()).toBe(0)
      await store.renewLease(id, token, rex)
      expect((await store.getWorkload(id)).status).toBe('running')
    })

    it('waits a whole lease first after a restart', async ({ store, clock, record }) => {
      const [kept, lost] = [await leased(store), await leased(store, roy)]
      await pass(store, clock, LEASE - SECOND)
      clock.advance(DAY)
      const reopened = await record.reopen()
      expect(await pass(reopened, clock, LEASE - SECOND)).toBe(0)
      await reopened.renewLease(kept.id, kept.token, rex)
      expect(await pass(reopened, clock, SECOND)).toBe(1)
      const statuses = [await reopened.getWorkload(kept.id), await reopened.getWorkload(lost.id)]
      expect(statuses.map(({ status }) => status)).toEqual(['running', 'failed'])
    })

    it('fails what was to be killed as lost: nobody knows what became of it', async ({ store, clock }) => {
      const { id } = await leased(store)
      await store.killWorkload(id, admin)
      await pass(store, clock, LEASE)
      expect(await store.getWorkload(id)).toMatchObject({ status: 'failed', cause: 'lost' })
    })

    it('gives way to a true outcome that comes before it, however late', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      for (let i = 0; i < 20; i++) clock.advance(LEASE)
      const { workload } = await store.finish(id, token, { status: 'completed' }, rex)
      expect(workload.status).toBe('completed')
      expect(await pass(store, clock, 2 * LEASE)).toBe(0)
    })

    it('keeps a report that comes after it', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      await pass(store, clock, LEASE)
      for (const act of [
        () => store.renewLease(id, token, rex),
        () => store.finish(id, token, { status: 'completed' }, rex),
      ]) {
        expect(await refusalOf(act())).toEqual({ code: 'LEASE_LOST' })
      }
      expect((await store.getWorkload(id)).cause).toBe('lost')
      expect(await lastEventOf(store, id)).toMatchObject({ kind: 'report_rejected' })
    })

    it('gives way to a heartbeat that was there first', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      for (let i = 0; i < 8; i++) {
        clock.advance(LEASE / 8)
        if (i < 7) await store.expireLeases()
      }
      const [, expired] = await Promise.all([store.renewLease(id, token, rex), store.expireLeases()])
      expect(expired).toBe(0)
      expect((await store.getWorkload(id)).status).toBe('running')
    })

    it('runs nothing again', async ({ store, clock }) => {
      const { id } = await leased(store)
      await pass(store, clock, LEASE)
      await register(store, rex)
      expect(await claimBy(store, rex)).toBeNull()
      const next = await work(store)
      expect((await claimBy(store, rex))?.workload.id).toBe(next.id)
      expect(next.id).not.toBe(id)
    })
  })
}
