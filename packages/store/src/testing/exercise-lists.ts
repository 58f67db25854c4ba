import { describe, expect } from 'vitest'
import {
  admin,
  allPages,
  faultyFieldsOf,
  held,
  idsOf,
  iso,
  SECOND,
  START,
  UNKNOWN_ID,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseLists(it: StoreTest): void {
  describe('listWorkloads', () => {
    it('gives an empty page of an empty record', async ({ store }) => {
      expect(await store.listWorkloads()).toEqual({
        items: [],
        nextCursor: null,
        total: { count: 0, exact: true },
      })
    })

    it('lists newest first unless it is asked for the oldest, also within one millisecond', async ({
      store,
      clock,
    }) => {
      const ids: string[] = []
      for (let i = 0; i < 6; i++) {
        if (i % 3 === 0) clock.advance(1)
        ids.push((await store.createWorkload(held, admin)).id)
      }
      expect(await idsOf(store, { order: 'oldest' })).toEqual(ids)
      expect(await idsOf(store, {})).toEqual(ids.toReversed())
    })

    for (const order of ['newest', 'oldest'] as const) {
      it(`loses nothing and repeats nothing between pages, ${order} first`, async ({ store }) => {
        const made = await Promise.all(Array.from({ length: 10 }, () => store.createWorkload(held, admin)))
        const expected = made.map(({ id }) => id)
        if (order === 'newest') expected.reverse()
        for (const limit of [1, 3, 5, 10]) {
          const pages = await allPages((from) => store.listWorkloads({ order, limit, ...from }))
          const seen = pages.flatMap(({ items }) => items.map(({ id }) => id))
          expect(seen).toEqual(expected)
          // A full last page says itself that it is the last.
          expect(pages).toHaveLength(Math.ceil(10 / limit))
        }
      })

      it(`stays where it is while others insert and delete, ${order} first`, async ({ store, clock }) => {
        const made = await Promise.all(Array.from({ length: 9 }, () => workloadIn(store, 'failed')))
        const expected = made.map(({ id }) => id).sort()
        if (order === 'newest') expected.reverse()
        const first = await store.listWorkloads({ order, limit: 3 })
        clock.advance(SECOND)
        const newer = await store.createWorkload(held, admin)
        await store.createWorkload({ ...held, createdAt: iso(START - SECOND) }, admin)
        // Even the workload that the cursor names.
        await store.deleteWorkload(expected[2] ?? '', admin, { reason: 'tidying' })
        const second = await store.listWorkloads({ order, limit: 3, cursor: first.nextCursor ?? '' })
        expect(second.items.map(({ id }) => id)).toEqual(expected.slice(3, 6))
        const rest = await store.listWorkloads({ order, cursor: second.nextCursor ?? '' })
        expect(rest.items.slice(0, 3).map(({ id }) => id)).toEqual(expected.slice(6))
        expect(rest.items.some(({ id }) => id === newer.id)).toBe(order === 'oldest')
      })
    }

    it('takes limits from 1 to 200 and 50 when none is given, and changes none silently', async ({
      store,
    }) => {
      await Promise.all(Array.from({ length: 201 }, () => store.createWorkload(held, admin)))
      expect((await store.listWorkloads()).items).toHaveLength(50)
      expect((await store.listWorkloads({ limit: 1 })).items).toHaveLength(1)
      expect((await store.listWorkloads({ limit: 200 })).items).toHaveLength(200)
      for (const limit of [0, -1, 201, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(await faultyFieldsOf(store.listWorkloads({ limit }))).toEqual(['limit'])
      }
    })

    it('refuses an order, a cursor and a key that it does not know', async ({ store }) => {
      const order = 'name' as 'newest'
      expect(await faultyFieldsOf(store.listWorkloads({ order }))).toEqual(['order'])
      expect(await faultyFieldsOf(store.listWorkloads({ cursor: '2' }))).toEqual(['cursor'])
      expect(await faultyFieldsOf(store.listWorkloads({ offset: 3 } as object))).toEqual(['offset'])
    })

    it('takes any id for a cursor, also one that nobody has', async ({ store }) => {
      const { id } = await store.createWorkload(held, admin)
      expect(UNKNOWN_ID < id).toBe(true)
      expect(await idsOf(store, { cursor: UNKNOWN_ID })).toEqual([])
      expect(await idsOf(store, { cursor: UNKNOWN_ID, order: 'oldest' })).toEqual([id])
    })

    it('is widened by no cursor from outside the range that is asked for', async ({ store, clock }) => {
      const ids: string[] = []
      for (let i = 0; i < 3; i++) {
        ids.push((await store.createWorkload(held, admin)).id)
        clock.advance(SECOND)
      }
      const [first = '', middle = '', last = ''] = ids
      const filter = { createdFrom: iso(START + SECOND), createdTo: iso(START + 2 * SECOND) }
      expect(await idsOf(store, { filter, cursor: `7${last.slice(1)}` })).toEqual([middle])
      expect(await idsOf(store, { filter, cursor: last })).toEqual([middle])
      expect(await idsOf(store, { filter, cursor: first, order: 'oldest' })).toEqual([middle])
      expect(await idsOf(store, { filter, cursor: UNKNOWN_ID, order: 'oldest' })).toEqual([middle])
      expect(await idsOf(store, { filter, cursor: first })).toEqual([])
      expect(await idsOf(store, { filter, cursor: last, order: 'oldest' })).toEqual([])
    })

    it('counts the whole list on every page of it', async ({ store }) => {
      for (const status of ['pending', 'failed', 'failed', 'completed'] as const)
        await workloadIn(store, status)
      const first = await store.listWorkloads({ limit: 1 })
      const second = await store.listWorkloads({ limit: 1, cursor: first.nextCursor ?? '' })
      expect([first.total, second.total]).toEqual([
        { count: 4, exact: true },
        { count: 4, exact: true },
      ])
      const failed = { filter: { status: ['failed' as const] }, limit: 1 }
      expect((await store.listWorkloads(failed)).total).toEqual({ count: 2, exact: true })
    })
  })
}
