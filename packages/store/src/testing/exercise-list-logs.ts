import type { ListLogLinesQuery } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, allPages, faultyFieldsOf, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

/** A workload with a log of so many lines, each with its number. */
async function logOf(store: Store, count: number, text = (seq: number) => `line ${seq}`): Promise<string> {
  const { id } = await workloadIn(store, 'running')
  for (let from = 0; from < count; from += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, count - from) }, (_, i) => from + i)
    await store.appendLogLines(
      id,
      lines.map((seq) => ({ seq, stream: 'stdout', line: text(seq) })),
      admin,
    )
  }
  return id
}

/** Page by page to the end: the numbers of the lines, and how many each page held. */
async function readAll(store: Store, id: string, query: ListLogLinesQuery) {
  const pages = await allPages((from) => store.listLogLines(id, { ...query, ...from }))
  return {
    seen: pages.flatMap(({ items }) => items.map(({ seq }) => seq)),
    pages: pages.map(({ items }) => items.length),
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, seq) => seq)

export function exerciseListLogs(it: StoreTest): void {
  describe('listLogLines', () => {
    it('reads a log from either end, page by page', async ({ store }) => {
      const id = await logOf(store, 10)
      const forward = await readAll(store, id, { limit: 4 })
      expect(forward).toEqual({ seen: upTo(10), pages: [4, 4, 2] })
      const backward = await readAll(store, id, { limit: 5, direction: 'backward' })
      expect(backward).toEqual({ seen: upTo(10).toReversed(), pages: [5, 5] })
    })

    it('gives 500 lines unless asked otherwise, and at most 1,000', async ({ store }) => {
      const id = await logOf(store, 1_001)
      expect((await store.listLogLines(id)).items).toHaveLength(500)
      expect((await store.listLogLines(id, { limit: 1_000 })).items).toHaveLength(1_000)
      for (const limit of [0, 1_001, 0.5]) {
        expect(await faultyFieldsOf(store.listLogLines(id, { limit }))).toEqual(['limit'])
      }
    })

    it('goes on from a cursor to what was appended meanwhile', async ({ store }) => {
      const id = await logOf(store, 3)
      const { nextCursor } = await store.listLogLines(id, { limit: 2 })
      await store.appendLogLines(id, [{ seq: 3, stream: 'stderr', line: 'new' }], admin)
      const page = await store.listLogLines(id, { cursor: nextCursor ?? '' })
      expect(page.items.map(({ seq }) => seq)).toEqual([2, 3])
    })

    it('gives an empty page of a workload without a log', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      expect(await store.listLogLines(id)).toEqual({ items: [], nextCursor: null })
      expect(await store.listLogLines(id, { search: 'x' })).toEqual({ items: [], nextCursor: null })
    })

    it('reads a log to its end whatever numbers its writer has given', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const numbers = [0, 2 ** 31, 10 ** 15 - 1]
      for (const seq of numbers) await store.appendLogLines(id, [{ seq, stream: 'stdout', line: 'x' }], admin)
      expect((await readAll(store, id, { limit: 1 })).seen).toEqual(numbers)
      expect((await readAll(store, id, { limit: 1, direction: 'backward' })).seen).toEqual(
        numbers.toReversed(),
      )
      // A number that no cursor could name could not be read past.
      for (const seq of [10 ** 15, Number.MAX_SAFE_INTEGER]) {
        const appended = store.appendLogLines(id, [{ seq, stream: 'stdout', line: 'x' }], admin)
        expect(await faultyFieldsOf(appended)).toEqual(['lines.0.seq'])
      }
    })

    it('searches whatever the case, in any script, and takes the text literally', async ({ store }) => {
      const lines = ['ÜBER 100%', 'über_all', 'nothing', 'ПРОВАЛ', 'ΟΔΟΣΑΒ', 'a\u0000bc', 'cafe\u0301']
      const id = await logOf(store, lines.length, (seq) => lines[seq] ?? '')
      const found = async (search: string) =>
        (await store.listLogLines(id, { search })).items.map(({ seq }) => seq)
      expect(await found('Über')).toEqual([0, 1])
      expect(await found('провал')).toEqual([3])
      expect(await found('%')).toEqual([0])
      expect(await found('_')).toEqual([1])
      expect(await found('.')).toEqual([])
      expect(await found('ΟΔΟΣ')).toEqual([4])
      expect(await found('\u0000B')).toEqual([5])
      expect(await found('CAFÉ')).toEqual([6])
    })

    for (const direction of ['forward', 'backward'] as const) {
      it(`searches page by page, ${direction}, and loses nothing`, async ({ store }) => {
        const id = await logOf(store, 30, (seq) => (seq % 3 === 0 ? `hit ${seq}` : `miss ${seq}`))
        const expected = upTo(30).filter((seq) => seq % 3 === 0)
        if (direction === 'backward') expected.reverse()
        const { seen, pages } = await readAll(store, id, { search: 'HIT', limit: 4, direction })
        expect([seen, pages]).toEqual([expected, [4, 4, 2]])
      })
    }

    it('searches 20,000 lines a request: a page may be short and go on', async ({ store }) => {
      const id = await logOf(store, 20_002, (seq) => (seq === 20_001 ? 'needle' : ''))
      const first = await store.listLogLines(id, { search: 'needle' })
      expect(first).toEqual({ items: [], nextCursor: '19999' })
      const second = await store.listLogLines(id, { search: 'needle', cursor: '19999' })
      expect(second).toMatchObject({ items: [{ seq: 20_001 }], nextCursor: null })
      const backward = await readAll(store, id, { search: 'needle', direction: 'backward' })
      expect(backward.seen).toEqual([20_001])
    })

    it('refuses a direction, a cursor and a search that are none', async ({ store }) => {
      const id = await logOf(store, 1)
      const direction = 'sideways' as 'forward'
      expect(await faultyFieldsOf(store.listLogLines(id, { direction }))).toEqual(['direction'])
      expect(await faultyFieldsOf(store.listLogLines(id, { cursor: 'x' }))).toEqual(['cursor'])
      expect(await faultyFieldsOf(store.listLogLines(id, { search: ' ' }))).toEqual(['search'])
    })
  })
}
