import { type Actor, type Change, LIMITS, type Page } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, allPages, held, SECOND, workloadIn } from './fixtures.ts'
import { capable, leased, registration } from './runners.ts'
import type { StoreTest } from './store-test.ts'

/** Six bytes of JSON for each character. */
const swelling = (length: number) => '\u0001'.repeat(length)
const BIG_LABELS = Object.fromEntries(
  Array.from({ length: LIMITS.labels }, (_, i) => [`label ${i}`, swelling(LIMITS.labelValueLength)]),
)
const BIG_ERROR = swelling(LIMITS.errorBytes)

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

/** That each page holds something, keeps to its bytes, and ends only where the next item would not fit. */
function expectFull(pages: unknown[][], bytes: number = LIMITS.pageBytes): void {
  expect(pages.length).toBeGreaterThan(1)
  pages.forEach((items, index) => {
    expect(items.length).toBeGreaterThan(0)
    if (items.length > 1) expect(bytesOf(items)).toBeLessThanOrEqual(bytes)
    const next = pages[index + 1]
    if (next) expect(bytesOf([...items, next[0]])).toBeGreaterThan(bytes)
  })
}

/** Every page of a list, which are full; answers all of its items. */
async function readFull<Item>(read: (from: { cursor?: string }) => Promise<Page<Item>>): Promise<Item[]> {
  const pages = await allPages(read)
  expectFull(pages.map(({ items }) => items))
  return pages.flatMap(({ items }) => items)
}

async function changesIn(store: Store, bytes?: number): Promise<Change[][]> {
  const pages: Change[][] = []
  for (let after = 0; ; ) {
    const page = await store.listChanges({ after, limit: 200, ...(bytes !== undefined && { bytes }) })
    const last = page.at(-1)
    if (!last) return pages
    pages.push(page)
    after = last.event.seq
  }
}

const createBig = async (store: Store, count: number) => {
  const ids: string[] = []
  for (let i = 0; i < count; i++)
    ids.push((await store.createWorkload({ ...held, name: 'big', labels: BIG_LABELS }, admin)).id)
  return ids
}

export function exercisePageBytes(it: StoreTest): void {
  describe('a page ends at one mebibyte, and its cursor continues, of', () => {
    it('log lines, from either end, with a search and without', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const lines = Array.from({ length: 100 }, (_, seq) => ({
        seq,
        stream: 'stdout' as const,
        // Short ones between long ones, and some that swell.
        line: `line ${seq} ${(seq % 3 === 0 ? swelling : (length: number) => 'x'.repeat(length))(seq % 7 === 0 ? 10 : 65_000)}`,
      }))
      for (let from = 0; from < 100; from += 20)
        await store.appendLogLines(id, lines.slice(from, from + 20), admin)
      const numbers = lines.map(({ seq }) => seq)
      for (const search of [{}, { search: 'LINE' }]) {
        for (const direction of ['forward', 'backward'] as const) {
          const seen = await readFull((from) =>
            store.listLogLines(id, { direction, limit: 1_000, ...search, ...from }),
          )
          const expected = direction === 'forward' ? numbers : numbers.toReversed()
          expect(seen.map(({ seq }) => seq)).toEqual(expected)
        }
      }
      const bytes = LIMITS.streamPageBytes
      const pages = await allPages((from) => store.listLogLines(id, from, { bytes }))
      expectFull(
        pages.map(({ items }) => items),
        bytes,
      )
      expect(pages.flatMap(({ items }) => items.map(({ seq }) => seq))).toEqual(numbers)
    })

    it('the events of a workload, even where one takes most of a page', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      for (const error of [BIG_ERROR, `${BIG_ERROR.slice(1)}x`, 'short', BIG_ERROR]) {
        await store.updateWorkload(id, { error }, admin, { reason: 'a test' })
      }
      for (const order of ['oldest', 'newest'] as const) {
        const seen = await readFull((from) => store.listEvents(id, { order, limit: 200, ...from }))
        expect(seen).toHaveLength(7)
        const seqs = seen.map(({ seq }) => seq)
        const ascending = seqs.toSorted((one, other) => one - other)
        expect(seqs).toEqual(order === 'oldest' ? ascending : ascending.toReversed())
      }
    })

    it('changes; or at as many bytes as are asked for', async ({ store }) => {
      await createBig(store, 30)
      for (const bytes of [undefined, LIMITS.streamPageBytes]) {
        const pages = await changesIn(store, bytes)
        expectFull(pages, bytes)
        const seqs = pages.flat().map(({ event }) => event.seq)
        expect(new Set(seqs).size).toBe(30)
        expect(seqs).toEqual(seqs.toSorted((one, other) => one - other))
      }
    })

    it('workloads, by their labels and by a text', async ({ store }) => {
      const ids = await createBig(store, 50)
      for (const filter of [{}, { text: 'BIG' }, { createdBy: { kind: admin.kind, id: admin.id } }]) {
        const seen = await readFull((from) => store.listWorkloads({ filter, limit: 200, ...from }))
        expect(seen.map(({ id }) => id)).toEqual(ids.toReversed())
      }
    })

    it('the audit trail, narrowed and whole', async ({ store }) => {
      const entries = Array.from({ length: 12 }, (_, i) => `target ${i}`)
      for (const target of entries)
        await store.appendAudit({ action: 'a test', target, details: swelling(50_000) }, admin)
      for (const filter of [{}, { action: 'a test' }]) {
        const seen = await readFull((from) => store.listAudit({ ...filter, limit: 200, ...from }))
        expect(seen.map(({ target }) => target)).toEqual(entries.toReversed())
      }
    })

    it('runners, each with all that it may say of itself', async ({ store }) => {
      const ids = Array.from({ length: 15 }, (_, i) => `runner ${String(i).padStart(2, '0')}`)
      const reason = swelling(LIMITS.reasonLength)
      const capabilities = (['isolate', 'sandbox', 'gvisor', 'microvm'] as const).map((isolation) =>
        capable(isolation, ['node'], { reason }),
      )
      for (const id of ids) {
        const runner: Actor = { kind: 'runner', id, name: id }
        await store.registerRunner({ ...registration(runner, capabilities), labels: BIG_LABELS }, runner)
      }
      const seen = await readFull((from) => store.listRunners({ limit: 200, ...from }))
      expect(seen.map(({ id }) => id)).toEqual(ids.toReversed())
    })
  })

  it('all that needs attention is one mebibyte together, and something of each list', async ({
    store,
    clock,
  }) => {
    await createBig(store, 25)
    for (let i = 0; i < 25; i++) await workloadIn(store, 'failed', { labels: BIG_LABELS })
    const late = await leased(store, undefined, { labels: BIG_LABELS })
    const rejected = await leased(store)
    await store.updateWorkloadStatus(rejected.id, 'failed', admin)
    await store.updateWorkload(rejected.id, { error: BIG_ERROR }, admin, { reason: 'a test' })
    const report = { status: 'failed' as const, error: `${BIG_ERROR.slice(1)}x`, cause: 'reported' as const }
    const runner: Actor = { kind: 'runner', id: 'rex', name: 'Rex', scope: 'own-held' }
    await expect(store.finish(rejected.id, rejected.token, report, runner)).rejects.toMatchObject({
      code: 'LEASE_LOST',
    })
    clock.advance(25 * SECOND)
    const attention = await store.getAttention()
    expect(bytesOf(attention)).toBeLessThanOrEqual(LIMITS.pageBytes)
    expect(attention.rejectedReports).toMatchObject([{ workloadId: rejected.id }])
    expect(attention.lateHeartbeats).toMatchObject([{ id: late.id }])
    expect(attention.oldestPending.length).toBeGreaterThan(0)
    expect(attention.failuresWithoutRetry.length).toBeGreaterThan(0)
  })
}
