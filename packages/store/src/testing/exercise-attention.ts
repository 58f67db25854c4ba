import { describe, expect } from 'vitest'
import { admin, DAY, held, iso, MINUTE, refusalOf, SECOND, START, workloadIn } from './fixtures.ts'
import { claimBy, LEASE, leased, pass, register, rex, roy, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseAttention(it: StoreTest): void {
  describe('getAttention', () => {
    it('asks for none where all is well', async ({ store }) => {
      for (const status of ['running', 'completed', 'killed'] as const) await workloadIn(store, status)
      expect(await store.getAttention()).toEqual({
        oldestPending: [],
        lateHeartbeats: [],
        rejectedReports: [],
        failuresWithoutRetry: [],
      })
    })

    it('shows the 20 that have waited longest, the longest first', async ({ store, clock }) => {
      const ids: string[] = []
      for (let i = 0; i < 22; i++) {
        clock.advance(SECOND)
        ids.push((await store.createWorkload(held, admin)).id)
      }
      await store.updateWorkloadStatus(ids[0] ?? '', 'running', admin)
      const { oldestPending } = await store.getAttention()
      expect(oldestPending.map(({ id }) => id)).toEqual(ids.slice(1, 21))
    })

    it('shows the 20 latest failures of 24 hours that nobody has retried', async ({ store, clock }) => {
      const ids: string[] = []
      for (let i = 0; i < 23; i++) {
        ids.push((await workloadIn(store, 'failed')).id)
        clock.advance(MINUTE)
      }
      await store.retryWorkload(ids[22] ?? '', admin)
      await store.overrideWorkloadStatus(ids[21] ?? '', 'completed', admin, { reason: 'it was fine' })
      const shown = async () => (await store.getAttention()).failuresWithoutRetry.map(({ id }) => id)
      expect(await shown()).toEqual(ids.slice(1, 21).toReversed())

      clock.advance(DAY - 11 * MINUTE)
      // Those of the first twelve minutes are older than a day by now.
      expect(await shown()).toEqual(ids.slice(12, 21).toReversed())
      clock.advance(DAY)
      expect(await shown()).toEqual([])
    })

    it('shows a failure again when its retry is deleted', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      const retry = await store.retryWorkload(id, admin)
      await store.killWorkload(retry.id, admin)
      expect((await store.getAttention()).failuresWithoutRetry).toEqual([])
      await store.deleteWorkload(retry.id, admin, { reason: 'tidying' })
      expect((await store.getAttention()).failuresWithoutRetry).toMatchObject([{ id }])
    })

    it('shows 20 leases that have had no heartbeat for over 20 seconds, the longest first', async ({
      store,
      clock,
    }) => {
      await register(store, rex)
      const ids: string[] = []
      for (let i = 0; i < 22; i++) {
        ids.push((await work(store)).id)
        await claimBy(store, rex)
        clock.advance(SECOND)
      }
      const late = async () => (await store.getAttention()).lateHeartbeats.map(({ id }) => id)
      // 22 seconds after the first, and 20 after the third, which is not late yet.
      expect(await late()).toEqual(ids.slice(0, 2))
      clock.advance(MINUTE)
      expect(await late()).toEqual(ids.slice(0, 20))
      await store.updateWorkloadStatus(ids[0] ?? '', 'killed', admin)
      expect(await late()).toEqual(ids.slice(1, 21))
    })

    it('shows a lease no longer once it is renewed or has expired', async ({ store, clock }) => {
      const [renewed, lost] = [await leased(store), await leased(store, roy)]
      const late = async () => (await store.getAttention()).lateHeartbeats.map(({ id }) => id)
      await pass(store, clock, LEASE - SECOND)
      expect(await late()).toEqual([renewed.id, lost.id])
      await store.renewLease(renewed.id, renewed.token, rex)
      expect(await late()).toEqual([lost.id])
      await pass(store, clock, SECOND)
      expect(await late()).toEqual([])
    })

    it('shows the 20 latest rejected reports of 24 hours', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'it hangs' })
      for (let exitCode = 1; exitCode <= 22; exitCode++) {
        await refusalOf(store.finish(id, token, { status: 'failed', exitCode }, rex))
        clock.advance(MINUTE)
      }
      const rejected = async () => (await store.getAttention()).rejectedReports.map(({ at }) => at)
      expect(await rejected()).toEqual(Array.from({ length: 20 }, (_, i) => iso(START + (21 - i) * MINUTE)))
      expect((await store.getAttention()).rejectedReports[0]).toMatchObject({
        workloadId: id,
        kind: 'report_rejected',
        actor: { kind: 'runner', id: 'rex' },
        changes: { exitCode: { old: null, new: 22 } },
      })
      clock.advance(DAY - 2 * MINUTE)
      expect(await rejected()).toEqual([iso(START + 21 * MINUTE), iso(START + 20 * MINUTE)])
    })

    it('never shows held workloads as late: nobody leases them', async ({ store, clock }) => {
      await workloadIn(store, 'running')
      clock.advance(DAY)
      expect((await store.getAttention()).lateHeartbeats).toEqual([])
    })
  })
}
