import { describe, expect } from 'vitest'
import { admin, DAY, held, MINUTE, SECOND, workloadIn } from './fixtures.ts'
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

    it('never shows held workloads as late: nobody leases them', async ({ store, clock }) => {
      await workloadIn(store, 'running')
      clock.advance(DAY)
      expect((await store.getAttention()).lateHeartbeats).toEqual([])
    })
  })
}
