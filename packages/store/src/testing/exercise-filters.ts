import type { WorkloadFilter } from '@isola/domain'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { filtersOver } from './filter-arbitraries.ts'
import { admin, allPages, faultyFieldsOf, idsOf, UNKNOWN_ID, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'
import { makeVariedWorkloads, matches } from './varied-workloads.ts'

const FACETS = ['status', 'cause', 'isolation', 'runtime']
/** What an index leads to: by itself, it is counted exactly, up to 10,000. */
const LEADING = ['id', 'idPrefix', 'label', 'createdFrom', 'createdTo', 'inputHash', 'retryOf']

export function exerciseFilters(it: StoreTest): void {
  describe('filters of lists', () => {
    it('mean what a look at every row says, alone and together, in both orders and any page size', async ({
      store,
      clock,
    }) => {
      await makeVariedWorkloads(store, clock)
      const { items: rows } = await store.listWorkloads({ limit: 200 })
      const order = fc.constantFrom('newest' as const, 'oldest' as const)
      const property = fc.asyncProperty(
        filtersOver(rows),
        order,
        fc.integer({ min: 1, max: 30 }),
        async (filter, order, limit) => {
          const expected = rows.filter((row) => matches(row, filter))
          if (order === 'oldest') expected.reverse()
          const pages = await allPages((from) => store.listWorkloads({ filter, order, limit, ...from }))
          const items = pages.flatMap((page) => page.items)
          const total = pages.at(-1)?.total
          for (const page of pages.slice(0, -1)) expect(page.items).toHaveLength(limit)
          expect(items).toEqual(expected)
          const keys = Object.keys(filter)
          const counted =
            keys.every((key) => FACETS.includes(key)) ||
            (keys.length === 1 && LEADING.includes(keys[0] ?? ''))
          if (counted || total?.exact) expect(total).toEqual({ count: expected.length, exact: true })
        },
      )
      await fc.assert(property, { numRuns: 400 })
    })

    it('take a value that is named twice for one', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      await workloadIn(store, 'pending')
      const twice = {
        status: ['failed', 'failed', 'failed', 'failed', 'failed'],
        cause: ['reported', 'reported'],
      } as const
      const page = await store.listWorkloads({
        filter: { status: [...twice.status], cause: [...twice.cause] },
      })
      expect(page).toMatchObject({ items: [{ id }], total: { count: 1, exact: true } })
    })

    it('that name every value of a facet leave nothing out', async ({ store }) => {
      const ids = [await workloadIn(store, 'pending'), await workloadIn(store, 'killed')].map(({ id }) => id)
      const status = ['pending', 'running', 'completed', 'failed', 'killed'] as const
      expect(await idsOf(store, { filter: { status: [...status] }, order: 'oldest' })).toEqual(ids)
      const isolation = ['auto', 'isolate', 'sandbox', 'gvisor', 'microvm'] as const
      expect(await idsOf(store, { filter: { isolation: [...isolation] }, order: 'oldest' })).toEqual(ids)
    })

    it('that contradict themselves find nothing', async ({ store }) => {
      await workloadIn(store, 'completed')
      const contradiction = { status: ['completed' as const], cause: ['timeout' as const] }
      expect(await store.listWorkloads({ filter: contradiction })).toEqual({
        items: [],
        nextCursor: null,
        total: { count: 0, exact: true },
      })
      const noTime = { createdFrom: '2026-03-01T12:00:01Z', createdTo: '2026-03-01T12:00:00Z' }
      expect(await idsOf(store, { filter: noTime })).toEqual([])
    })

    for (const key of ['a"b', "o'clock", 'new\nline', '$.a[0]', 'ключ', ' space', 'A', '\\', '%']) {
      it(`find the label ${JSON.stringify(key)}, and no other`, async ({ store }) => {
        const { id } = await workloadIn(store, 'pending', { labels: { [key]: key, other: 'x' } })
        await workloadIn(store, 'pending', { labels: { other: key } })
        expect(await idsOf(store, { filter: { label: { key, value: key } } })).toEqual([id])
        expect(await idsOf(store, { filter: { label: { key: key.toLowerCase(), value: 'x' } } })).toEqual([])
      })
    }

    it('find text whatever its case, in any script, and take it literally', async ({ store }) => {
      const { id } = await workloadIn(store, 'running', { name: 'ÜBER_100% "GRÖSSE"' })
      await store.updateWorkload(id, { error: 'ПРОВАЛ in line 1\nsecond line' }, admin)
      for (const text of ['über', 'grösse', '_100%', '"', 'провал', 'LINE 1']) {
        expect(await idsOf(store, { filter: { text } }), text).toEqual([id])
      }
      for (const text of ['second', 'ÜBER.100', '%%', 'x']) {
        expect(await idsOf(store, { filter: { text } }), text).toEqual([])
      }
    })

    it('find every part of a text letter by letter: Greek capitals, composed letters, NULs', async ({
      store,
    }) => {
      for (const [name, ...parts] of [
        ['ΟΔΟΣΑΒ', 'ΟΔΟΣ', 'οδος', 'οδοσ'],
        ['İstanbul', 'İst', 'I\u0307ST'],
        ['Cafe\u0301 crème', 'café', 'CAFE\u0301 CR\u00c8'],
        ['a\u0000needle', '\u0000', '\u0000NEED', 'edle'],
        ['emoji 😀 mid', '😀 m'],
      ]) {
        const { id } = await workloadIn(store, 'running', { name })
        for (const text of parts) expect(await idsOf(store, { filter: { text } }), text).toEqual([id])
        await store.updateWorkload(id, { error: `\r\n${name}\rend` }, admin)
        for (const text of parts) expect(await idsOf(store, { filter: { text } }), text).toEqual([id])
      }
    })

    for (const [what, field, filter] of [
      ['an unknown key', 'filter.owner', { owner: 'me' }],
      ['an empty list', 'filter.status', { status: [] }],
      ['a value instead of a list', 'filter.status', { status: 'failed' }],
      ['an unknown status', 'filter.status.0', { status: ['paused'] }],
      ['an id that is none', 'filter.id', { id: 'x' }],
      ['a prefix that is none', 'filter.idPrefix', { idPrefix: 'U' }],
      ['a hash that is none', 'filter.inputHash', { inputHash: 'A'.repeat(64) }],
      ['a blank text', 'filter.text', { text: ' ' }],
      ['a label with a blank key', 'filter.label.key', { label: { key: ' ', value: 'x' } }],
      ['a label without a value', 'filter.label.value', { label: { key: 'team' } }],
      ['half a millisecond', 'filter.durationMinMs', { durationMinMs: 0.5 }],
      ['a time that is none', 'filter.createdFrom', { createdFrom: 'today' }],
    ] as const) {
      it(`refuse ${what}, and name the field`, async ({ store }) => {
        const asked = store.listWorkloads({ filter: filter as WorkloadFilter })
        expect(await faultyFieldsOf(asked)).toEqual([field])
      })
    }

    it('of an id that nobody has find nothing', async ({ store }) => {
      await workloadIn(store, 'pending')
      for (const filter of [{ id: UNKNOWN_ID }, { idPrefix: UNKNOWN_ID }, { retryOf: UNKNOWN_ID }]) {
        expect(await idsOf(store, { filter })).toEqual([])
      }
    })
  })
}
