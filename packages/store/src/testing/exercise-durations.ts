import { durations, LIMITS } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, completedAfter, createMany, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseDurations(it: StoreTest): void {
  describe('getDurations', () => {
    it('is empty where nothing was completed', async ({ store }) => {
      await workloadIn(store, 'failed')
      expect(await store.getDurations()).toEqual({
        count: 0,
        sumMs: 0,
        averageMs: null,
        percentiles: null,
        leastMs: null,
        greatestMs: null,
        buckets: [],
      })
    })

    it('counts and sums exactly, and tells the rest to within a bucket', async ({ store, clock }) => {
      for (const durationMs of [0, 31, 31, 32, 64, 65, 66, 2 ** 31])
        await completedAfter(store, clock, durationMs)
      const wide = 2 ** 31 / 32
      expect(await store.getDurations()).toEqual({
        count: 8,
        sumMs: 289 + 2 ** 31,
        averageMs: (289 + 2 ** 31) / 8,
        percentiles: { p50: 32, p95: 2 ** 31 + wide - 1, p99: 2 ** 31 + wide - 1 },
        leastMs: 0,
        greatestMs: 2 ** 31 + wide - 1,
        buckets: [
          { fromMs: 0, toMs: 0, count: 1 },
          { fromMs: 31, toMs: 31, count: 2 },
          { fromMs: 32, toMs: 32, count: 1 },
          { fromMs: 64, toMs: 65, count: 2 },
          { fromMs: 66, toMs: 67, count: 1 },
          { fromMs: 2 ** 31, toMs: 2 ** 31 + wide - 1, count: 1 },
        ],
      })
    })

    it('sums durations beyond what a number holds exactly to the nearest number', async ({ store }) => {
      const runs = 3_000
      const ids = await createMany(store, runs)
      const update = { status: 'completed' as const, durationMs: LIMITS.durationMs }
      await Promise.all(ids.map((id) => store.updateWorkloadStatus(id, 'running', admin)))
      await Promise.all(ids.map((id) => store.updateWorkload(id, update, admin)))
      const { count, sumMs, averageMs } = await store.getDurations()
      const exact = BigInt(LIMITS.durationMs) * BigInt(runs)
      expect(exact).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
      expect([count, sumMs, averageMs]).toEqual([runs, Number(exact), LIMITS.durationMs])
      expect(durations.safeParse(await store.getDurations()).error).toBeUndefined()
    })

    it('narrows by isolation and runtime', async ({ store, clock }) => {
      await completedAfter(store, clock, 10, { runtime: 'node', isolation: 'sandbox' })
      await completedAfter(store, clock, 20, { runtime: 'go', isolation: 'sandbox' })
      await completedAfter(store, clock, 30, { runtime: 'go', isolation: 'gvisor' })
      const sums = await Promise.all([
        store.getDurations({ isolation: 'sandbox' }),
        store.getDurations({ runtime: 'go' }),
        store.getDurations({ runtime: 'go', isolation: 'gvisor' }),
        store.getDurations({ runtime: 'wasm' }),
      ])
      expect(sums.map(({ sumMs, count, buckets }) => [sumMs, count, buckets.length])).toEqual([
        [30, 2, 2],
        [50, 2, 2],
        [30, 1, 1],
        [0, 0, 0],
      ])
    })

    it('follows an amendment from the old bucket to the new', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.updateWorkload(id, { durationMs: 40 }, admin, { reason: 'measured' })
      expect((await store.getDurations()).buckets).toEqual([{ fromMs: 40, toMs: 40, count: 1 }])
    })

    it('forgets what is completed no more', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'it was not' })
      expect(await store.getDurations()).toMatchObject({ count: 0, sumMs: 0, buckets: [] })
    })
  })
}
