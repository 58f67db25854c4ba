import { LIMITS, type WorkloadFilter } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, createMany, held, iso, START } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

/** One more than a request looks at. */
const ROWS = LIMITS.scannedRows + 1

export function exerciseLongLists(it: StoreTest): void {
  describe('a list too long for one request', () => {
    for (const order of ['newest', 'oldest'] as const) {
      it(`finds each match once while others write, ${order} first`, async ({ store }) => {
        const needles: string[] = []
        for (let batch = 0; batch < 5; batch++) {
          await createMany(store, 1_000)
          needles.push((await store.createWorkload({ ...held, name: 'needle' }, admin)).id)
        }
        let over = false
        const write = async () => {
          while (!over) await store.createWorkload({ ...held, name: 'late needle' }, admin)
        }
        const writing = Promise.all([write(), write(), write()])
        const query = { order, filter: { text: 'needle' }, limit: 2 }
        const found = new Map<string, number>()
        for (let cursor: string | null | undefined; cursor !== null && found.size < 100; ) {
          const page = await store.listWorkloads({ ...query, ...(cursor && { cursor }) })
          for (const { id } of page.items) found.set(id, (found.get(id) ?? 0) + 1)
          cursor = page.nextCursor
        }
        over = true
        await writing
        expect(Math.max(...found.values())).toBe(1)
        const early = [...found.keys()].filter((id) => needles.includes(id))
        expect(early).toEqual(order === 'newest' ? needles.toReversed() : needles)
      })
    }

    it('says how far it has searched, goes on from there, and counts to 10,000 where no counter knows', async ({
      store,
      clock,
    }) => {
      // The oldest, a second before all others, is the one that is looked for.
      const oldest = await store.createWorkload({ ...held, name: 'needle', labels: { all: '' } }, admin)
      clock.advance(1_000)
      const hay = await createMany(store, ROWS - 1, { labels: { all: '' } })

      const filter = { text: 'needle' }
      const page = await store.listWorkloads({ filter })
      expect(page).toEqual({
        items: [],
        nextCursor: hay[0],
        total: { count: 0, exact: false },
        searchedTo: iso(START + 1_000),
      })
      const next = await store.listWorkloads({ filter, cursor: page.nextCursor ?? '' })
      expect(next).toEqual({
        items: [expect.objectContaining({ id: oldest.id })],
        nextCursor: null,
        total: { count: 1, exact: false },
      })

      const hit = await store.listWorkloads({ filter, order: 'oldest' })
      expect(hit.items.map(({ id }) => id)).toEqual([oldest.id])
      expect(hit.searchedTo).toBe(iso(START + 1_000))
      const end = await store.listWorkloads({ filter, order: 'oldest', cursor: hit.nextCursor ?? '' })
      expect(end).toMatchObject({ items: [], nextCursor: null })

      const capped: WorkloadFilter[] = [
        { inputHash: oldest.inputHash },
        { label: { key: 'all', value: '' } },
        { createdFrom: iso(START) },
      ]
      for (const asked of capped) {
        const { total, items } = await store.listWorkloads({ filter: asked, limit: 1 })
        expect([total, items.length]).toEqual([{ count: LIMITS.countedRows, exact: false }, 1])
      }
      const exact = await store.listWorkloads({ filter: { createdTo: iso(START + 1) } })
      expect(exact.total).toEqual({ count: 1, exact: true })
      for (const asked of [{}, { status: ['pending' as const] }, { runtime: ['node' as const] }]) {
        const { total } = await store.listWorkloads({ filter: asked, limit: 1 })
        expect(total).toEqual({ count: ROWS, exact: true })
      }

      // None of the hay can have ended before it was created: all of it is passed over.
      await store.updateWorkload(oldest.id, { status: 'killed', finishedAt: iso(START) }, admin)
      const ended = await store.listWorkloads({ filter: { finishedTo: iso(START + 1) } })
      expect([ended.items.map(({ id }) => id), ended.nextCursor]).toEqual([[oldest.id], null])
    })
  })
}
