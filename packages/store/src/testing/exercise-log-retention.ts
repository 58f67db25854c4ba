import { describe, expect } from 'vitest'
import { admin, allPages, DAY, HOUR, held, iso, START, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    seq: from + i,
    stream: 'stdout' as const,
    line: `line ${from + i}`,
  }))

export function exerciseLogRetention(it: StoreTest): void {
  describe('old log lines', () => {
    it('go, younger ones stay, and the log says what is gone where it stood', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      // More than one slice, so that it has to go on from where it stopped.
      await store.appendLogLines(id, lines(0, 900), admin)
      clock.advance(2 * DAY)
      await store.appendLogLines(id, lines(900, 300), admin)
      expect(await store.removeOldLogLines(iso(START + DAY))).toBe(900)
      const pages = await allPages((from) => store.listLogLines(id, { limit: 200, ...from }))
      const left = pages.flatMap(({ items }) => items.map(({ seq }) => seq))
      expect(left).toEqual(lines(900, 300).map(({ seq }) => seq))
      for (const page of pages) expect(page.removed).toEqual({ lines: 900, before: iso(START + DAY) })
    })

    it('are counted up, removal after removal', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'completed')
      for (const day of [0, 1, 2]) {
        await store.appendLogLines(id, lines(day * 10, 10), admin)
        clock.advance(DAY)
      }
      expect(await store.removeOldLogLines(iso(START + HOUR))).toBe(10)
      expect(await store.removeOldLogLines(iso(START + HOUR))).toBe(0)
      expect(await store.removeOldLogLines(iso(START + DAY + HOUR))).toBe(10)
      const { items, removed } = await store.listLogLines(id)
      expect(items.map(({ seq }) => seq)).toEqual(lines(20, 10).map(({ seq }) => seq))
      expect(removed).toEqual({ lines: 20, before: iso(START + DAY + HOUR) })
    })

    it('go from every workload that is old enough, and from no other', async ({ store, clock }) => {
      const old = await Promise.all(Array.from({ length: 5 }, () => store.createWorkload(held, admin)))
      for (const { id } of old) await store.appendLogLines(id, lines(0, 3), admin)
      clock.advance(DAY)
      const fresh = await store.createWorkload(held, admin)
      await store.appendLogLines(fresh.id, lines(0, 3), admin)
      expect(await store.removeOldLogLines(iso(START + HOUR))).toBe(15)
      for (const { id } of old) expect((await store.listLogLines(id)).items).toEqual([])
      const { items, removed } = await store.listLogLines(fresh.id)
      expect([items.length, removed]).toEqual([3, undefined])
    })

    it('change neither the record nor its history', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.appendLogLines(id, lines(0, 5), admin)
      const before = { workload: await store.getWorkload(id), events: await store.listEvents(id) }
      clock.advance(DAY)
      await store.removeOldLogLines(iso(START + HOUR))
      expect({ workload: await store.getWorkload(id), events: await store.listEvents(id) }).toEqual(before)
      expect((await store.verify()).problems).toEqual([])
    })

    it('are forgotten with their workload', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.appendLogLines(id, lines(0, 5), admin)
      clock.advance(DAY)
      await store.removeOldLogLines(iso(START + HOUR))
      await store.deleteWorkload(id, admin, { reason: 'not needed' })
      await expect(store.listLogLines(id)).rejects.toThrow('no workload')
    })
  })
}
