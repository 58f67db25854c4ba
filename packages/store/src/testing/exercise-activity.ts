import { describe, expect } from 'vitest'
import {
  admin,
  completedAfter,
  DAY,
  faultyFieldsOf,
  HOUR,
  held,
  iso,
  MINUTE,
  SECOND,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'a correction' }
const nothing = { created: 0, completed: 0, failed: 0, killed: 0, averageDurationMs: null }

export function exerciseActivity(it: StoreTest): void {
  describe('getActivity', () => {
    it('tells of nothing where nothing happened', async ({ store }) => {
      await workloadIn(store, 'completed')
      expect(await store.getActivity({ from: iso(START - HOUR), to: iso(START) })).toEqual({
        bucket: 'minute',
        range: { from: iso(START - HOUR), to: iso(START) },
        percentilesRange: { from: iso(START - HOUR), to: iso(START) },
        totals: { ...nothing, durationMs: null },
        series: [],
      })
    })

    it('counts created ones by createdAt and ended ones by finishedAt', async ({ store, clock }) => {
      await completedAfter(store, clock, 2 * MINUTE + 30 * SECOND)
      await completedAfter(store, clock, 10 * SECOND)
      await workloadIn(store, 'failed')
      clock.advance(5 * MINUTE)
      await workloadIn(store, 'killed')
      const activity = await store.getActivity({ from: iso(START), to: iso(START + HOUR) })
      expect(activity.series).toEqual([
        { ...nothing, at: iso(START), created: 1 },
        {
          at: iso(START + 2 * MINUTE),
          created: 2,
          completed: 2,
          failed: 1,
          killed: 0,
          averageDurationMs: 80 * SECOND,
        },
        { ...nothing, at: iso(START + 7 * MINUTE), created: 1, killed: 1 },
      ])
      expect(activity.totals).toEqual({
        created: 4,
        completed: 2,
        failed: 1,
        killed: 1,
        averageDurationMs: 80 * SECOND,
        durationMs: { p50: 10_239, p95: 151_551, p99: 151_551 },
      })
    })

    it('covers what is asked for by whole minutes, and percentiles by whole hours, up to 48 hours', async ({
      store,
    }) => {
      const from = START + 30 * SECOND
      const activity = await store.getActivity({ from: iso(from), to: iso(from + 48 * HOUR) })
      expect(activity).toMatchObject({
        bucket: 'minute',
        range: { from: iso(START), to: iso(START + 48 * HOUR + MINUTE) },
        percentilesRange: { from: iso(START), to: iso(START + 49 * HOUR) },
      })
    })

    it('covers it by whole hours beyond 48 hours', async ({ store }) => {
      const from = START + 30 * SECOND
      const activity = await store.getActivity({ from: iso(from), to: iso(from + 48 * HOUR + 1) })
      const range = { from: iso(START), to: iso(START + 49 * HOUR) }
      expect(activity).toMatchObject({ bucket: 'hour', range, percentilesRange: range })
    })

    it('takes in the first bucket and leaves out the one at its end', async ({ store, clock }) => {
      await store.createWorkload(held, admin)
      clock.advance(MINUTE)
      await store.createWorkload(held, admin)
      const created = async (from: number, to: number) =>
        (await store.getActivity({ from: iso(from), to: iso(to) })).totals.created
      expect(await created(START, START + MINUTE)).toBe(1)
      expect(await created(START + MINUTE, START + 2 * MINUTE)).toBe(1)
      expect(await created(START, START + MINUTE + 1)).toBe(2)
      expect(await created(START - MINUTE, START)).toBe(0)
    })

    it('tells the same totals by the minute and by the hour', async ({ store, clock }) => {
      for (let i = 1; i <= 40; i++) await completedAfter(store, clock, i * 61 * SECOND)
      const to = iso(clock.ms + HOUR)
      const byMinute = await store.getActivity({ from: iso(START), to })
      const byHour = await store.getActivity({ from: iso(START - 3 * DAY), to })
      expect([byMinute.bucket, byHour.bucket]).toEqual(['minute', 'hour'])
      expect(byHour.totals).toEqual(byMinute.totals)
      const sum = (series: typeof byHour.series) =>
        series.reduce((total, { completed }) => total + completed, 0)
      expect([sum(byMinute.series), sum(byHour.series)]).toEqual([40, 40])
    })

    it('takes percentiles over days, and over the hours before and after them', async ({ store, clock }) => {
      // One an hour, from noon to noon five days later: rank by rank one millisecond longer.
      for (let hour = 0; hour < 120; hour++) {
        const { id } = await workloadIn(store, 'running')
        await store.updateWorkload(id, { status: 'completed', durationMs: hour % 32 }, admin)
        clock.advance(HOUR)
      }
      const percentiles = async (fromHour: number, toHour: number) =>
        (await store.getActivity({ from: iso(START + fromHour * HOUR), to: iso(START + toHour * HOUR) }))
          .totals
      expect(await percentiles(0, 120)).toMatchObject({ completed: 120, durationMs: { p50: 14, p99: 31 } })
      expect(await percentiles(3, 4)).toMatchObject({ completed: 1, durationMs: { p50: 3, p95: 3, p99: 3 } })
      expect(await percentiles(32, 96)).toMatchObject({
        completed: 64,
        durationMs: { p50: 15, p95: 30, p99: 31 },
      })
      expect(await percentiles(2, 12)).toMatchObject({
        completed: 10,
        durationMs: { p50: 6, p95: 11, p99: 11 },
      })
    })

    it('narrows by isolation and runtime', async ({ store, clock }) => {
      await completedAfter(store, clock, 10, { runtime: 'node', isolation: 'sandbox' })
      await completedAfter(store, clock, 20, { runtime: 'go', isolation: 'sandbox' })
      const range = { from: iso(START), to: iso(START + HOUR) }
      const go = await store.getActivity({ ...range, runtime: 'go' })
      expect(go.totals).toMatchObject({ created: 1, averageDurationMs: 20, durationMs: { p50: 20 } })
      const sandbox = await store.getActivity({ ...range, isolation: 'sandbox' })
      expect(sandbox.totals).toMatchObject({
        created: 2,
        averageDurationMs: 15,
        durationMs: { p50: 10, p99: 20 },
      })
      const neither = await store.getActivity({ ...range, isolation: 'gvisor', runtime: 'go' })
      expect(neither).toMatchObject({ series: [], totals: { created: 0, durationMs: null } })
    })

    it('moves with amendments and overrides', async ({ store, clock }) => {
      const { id } = await completedAfter(store, clock, 30)
      await store.updateWorkload(id, { finishedAt: iso(START + 2 * HOUR) }, admin, because)
      const within = async (from: number) =>
        (await store.getActivity({ from: iso(from), to: iso(from + HOUR) })).totals
      expect(await within(START)).toMatchObject({ created: 1, completed: 0, durationMs: null })
      expect(await within(START + 2 * HOUR)).toMatchObject({ completed: 1, averageDurationMs: 2 * HOUR })
      await store.overrideWorkloadStatus(id, 'failed', admin, because)
      expect(await within(START + 2 * HOUR)).toMatchObject({
        completed: 0,
        failed: 1,
        averageDurationMs: null,
      })
    })

    it('puts an import where it was created', async ({ store }) => {
      await store.createWorkload({ ...held, createdAt: iso(START - 400 * DAY) }, admin)
      const long = await store.getActivity({ from: iso(START - 401 * DAY), to: iso(START - 399 * DAY + 1) })
      expect(long.series).toEqual([{ ...nothing, at: iso(START - 400 * DAY), created: 1 }])
    })

    it('refuses a range that ends before it begins, or has more than 10,000 points', async ({ store }) => {
      const fieldsOf = (from: number, to: number) =>
        faultyFieldsOf(store.getActivity({ from: iso(from), to: iso(to) }))
      expect(await fieldsOf(START, START)).toEqual(['to'])
      expect(await fieldsOf(START, START - HOUR)).toEqual(['to'])
      expect(await fieldsOf(START, START + 10_001 * HOUR)).toEqual(['to'])
      const most = await store.getActivity({ from: iso(START), to: iso(START + 10_000 * HOUR) })
      expect(most.bucket).toBe('hour')
    })

    it('refuses a range without an end, and anything it cannot be narrowed by', async ({ store }) => {
      const range = { from: iso(START), to: iso(START + HOUR) }
      expect(await faultyFieldsOf(store.getActivity({ from: range.from } as typeof range))).toEqual(['to'])
      expect(await faultyFieldsOf(store.getActivity({ ...range, status: 'failed' } as typeof range))).toEqual(
        ['status'],
      )
    })
  })
}
