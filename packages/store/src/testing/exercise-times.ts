import { describe, expect } from 'vitest'
import { admin, app, DAY, faultyFieldsOf, HOUR, iso, MINUTE, START, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseTimes(it: StoreTest): void {
  describe('times', () => {
    it('that are not given are stamped on entering a status', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending')
      clock.advance(MINUTE)
      expect(await store.updateWorkloadStatus(id, 'running', admin)).toMatchObject({
        startedAt: iso(START + MINUTE),
        finishedAt: null,
        durationMs: null,
      })
      clock.advance(1)
      expect(await store.updateWorkload(id, { status: 'completed' }, admin)).toMatchObject({
        startedAt: iso(START + MINUTE),
        finishedAt: iso(START + MINUTE + 1),
        durationMs: 1,
      })
    })

    it('of a workload that never started hold no duration', async ({ store, clock }) => {
      for (const status of ['failed', 'killed'] as const) {
        const { id } = await workloadIn(store, 'pending')
        clock.advance(MINUTE)
        const ended = await store.updateWorkloadStatus(id, status, admin)
        expect(ended).toMatchObject({ startedAt: null, finishedAt: iso(clock.ms), durationMs: null })
      }
    })

    it('of a workload that ends at once hold a duration of 0, not null', async ({ store }) => {
      expect((await workloadIn(store, 'completed')).durationMs).toBe(0)
    })

    it('that are given stand, and the duration follows from them', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending', {}, app)
      clock.advance(HOUR)
      await store.updateWorkload(id, { status: 'running', startedAt: iso(START + MINUTE) }, app)
      const report = { status: 'completed', finishedAt: '2026-03-01T12:05:00.5+00:00' } as const
      expect(await store.updateWorkload(id, report, app)).toMatchObject({
        startedAt: iso(START + MINUTE),
        finishedAt: iso(START + 5 * MINUTE + 500),
        durationMs: 4 * MINUTE + 500,
      })
    })

    it('that change derive the duration anew, also on the way', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      await store.updateWorkloadStatus(id, 'completed', admin)
      const because = { reason: 'it began later' }
      const later = await store.updateWorkload(id, { startedAt: iso(START + MINUTE) }, admin, because)
      expect(later.durationMs).toBe(HOUR - MINUTE)
      const given = await store.updateWorkload(id, { startedAt: iso(START), durationMs: 5 }, admin, because)
      expect(given.durationMs).toBe(5)
    })

    it('and a duration given by itself leave each other alone', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      const ended = await store.updateWorkload(id, { status: 'completed', durationMs: 17 }, admin)
      expect(ended).toMatchObject({ durationMs: 17, startedAt: iso(START), finishedAt: iso(START + HOUR) })
    })

    it('of a start that is cleared take the duration with them', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      await store.updateWorkloadStatus(id, 'failed', admin)
      const because = { reason: 'it never ran' }
      const cleared = await store.updateWorkload(id, { startedAt: null }, admin, because)
      expect(cleared).toMatchObject({ startedAt: null, durationMs: null, finishedAt: iso(START + HOUR) })
    })

    for (const [what, status, field, update] of [
      ['a running workload without a start', 'running', 'startedAt', { startedAt: null }],
      ['a completed workload without a start', 'completed', 'startedAt', { startedAt: null }],
      ['an ended workload without an end', 'failed', 'finishedAt', { finishedAt: null }],
      ['an end of what still runs', 'running', 'finishedAt', { finishedAt: iso(START) }],
      ['an end of what still waits', 'pending', 'finishedAt', { finishedAt: iso(START) }],
      ['to begin running without a start', 'pending', 'startedAt', { status: 'running', startedAt: null }],
      ['to end without an end', 'running', 'finishedAt', { status: 'completed', finishedAt: null }],
      ['a duration of what never started', 'pending', 'durationMs', { durationMs: 1 }],
      ['a start before the creation', 'running', 'startedAt', { startedAt: iso(START - 1) }],
      ['an end before the start', 'completed', 'finishedAt', { finishedAt: iso(START - 1) }],
      [
        'an end before the creation',
        'pending',
        'finishedAt',
        { status: 'failed', finishedAt: iso(START - 1) },
      ],
    ] as const) {
      it(`refuse ${what}, and name the field`, async ({ store }) => {
        const { id, revision } = await workloadIn(store, status)
        const change = store.updateWorkload(id, update, admin, { reason: 'try' })
        expect(await faultyFieldsOf(change)).toEqual([field])
        expect((await store.getWorkload(id)).revision).toBe(revision)
      })
    }

    it('lie between createdAt and now for who holds a workload', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending', {}, app)
      clock.advance(MINUTE)
      const early = { status: 'running', startedAt: iso(START - 1) } as const
      const late = { status: 'running', startedAt: iso(START + MINUTE + 1) } as const
      expect(await faultyFieldsOf(store.updateWorkload(id, early, app))).toEqual(['startedAt'])
      expect(await faultyFieldsOf(store.updateWorkload(id, late, app))).toEqual(['startedAt'])
      await store.updateWorkload(id, { status: 'running', startedAt: iso(START) }, app)
      const lateEnd = { status: 'completed', finishedAt: iso(START + MINUTE + 1) } as const
      expect(await faultyFieldsOf(store.updateWorkload(id, lateEnd, app))).toEqual(['finishedAt'])
      const onTime = { status: 'completed', finishedAt: iso(START + MINUTE) } as const
      expect((await store.updateWorkload(id, onTime, app)).durationMs).toBe(MINUTE)
    })

    it('may lie in the future with the import right', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      const times = { startedAt: iso(START + HOUR), finishedAt: iso(START + 3 * HOUR) }
      await store.updateWorkload(id, { status: 'running', startedAt: times.startedAt }, admin)
      const ended = await store.updateWorkload(id, { status: 'completed', ...times }, admin)
      expect(ended).toMatchObject({ ...times, durationMs: 2 * HOUR })
    })

    it('are never stamped before the one that comes before them', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending')
      await store.updateWorkload(id, { status: 'running', startedAt: iso(START + HOUR) }, admin)
      clock.advance(MINUTE)
      const ended = await store.updateWorkloadStatus(id, 'killed', admin)
      expect(ended).toMatchObject({ finishedAt: iso(START + HOUR), durationMs: null })
    })

    it('keep durations past 31 bits', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(2 ** 31 + 7)
      await store.updateWorkloadStatus(id, 'completed', admin)
      expect((await store.getWorkload(id)).durationMs).toBe(2 ** 31 + 7)
      expect((await store.getWorkloadStats()).averageDurationMs).toBe(2 ** 31 + 7)
      expect(await store.getDurations()).toMatchObject({ count: 1, sumMs: 2 ** 31 + 7 })
      const range = { from: iso(START), to: iso(clock.ms + DAY) }
      expect((await store.getActivity(range)).totals.averageDurationMs).toBe(2 ** 31 + 7)
    })
  })
}
