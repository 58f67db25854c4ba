import { describe, expect } from 'vitest'
import { admin, createMany, DAY, HOUR, held } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseHealth(it: StoreTest): void {
  describe('checkWritable', () => {
    it('finds nothing behind as long as the clock goes forward, on an empty record too', async ({
      store,
      clock,
    }) => {
      expect(await store.checkWritable()).toEqual({ clockBehindMs: 0 })
      await store.createWorkload(held, admin)
      expect(await store.checkWritable()).toEqual({ clockBehindMs: 0 })
      clock.advance(HOUR)
      expect(await store.checkWritable()).toEqual({ clockBehindMs: 0 })
    })

    it('says how far the clock has jumped back behind the newest workload, until it has caught up', async ({
      store,
      clock,
      record,
    }) => {
      await store.createWorkload(held, admin)
      clock.advance(-3 * DAY)
      expect(await store.checkWritable()).toEqual({ clockBehindMs: 3 * DAY })
      // Work that is new meanwhile gets the time of the newest.
      await store.createWorkload(held, admin)
      clock.advance(DAY)
      expect(await store.checkWritable()).toEqual({ clockBehindMs: 2 * DAY })
      const reopened = await record.reopen()
      expect(await reopened.checkWritable()).toEqual({ clockBehindMs: 2 * DAY })
      clock.advance(2 * DAY)
      expect(await reopened.checkWritable()).toEqual({ clockBehindMs: 0 })
    })

    it('changes nothing, and waits its turn among others', async ({ store }) => {
      const [made] = await Promise.all([
        createMany(store, 300),
        ...Array.from({ length: 30 }, () => store.checkWritable()),
      ])
      expect(made).toHaveLength(300)
      expect(await store.getLatestSeq()).toBe(300)
      expect(await store.verify()).toEqual({ workloads: 300, problems: [] })
    })

    it('is refused by a store that is closed', async ({ store }) => {
      await store.close()
      await expect(store.checkWritable()).rejects.toMatchObject({ code: 'STORE_BUSY' })
    })
  })

  describe('listRunners', () => {
    it('is empty where none is registered', async ({ store }) => {
      expect(await store.listRunners()).toEqual({ items: [], nextCursor: null })
    })
  })
}
