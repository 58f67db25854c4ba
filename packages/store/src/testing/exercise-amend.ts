import { TERMINAL_STATUSES } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  app,
  everythingOf,
  faultyFieldsOf,
  HOUR,
  iso,
  lastEventOf,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'the clock of the machine was wrong' }

export function exerciseAmend(it: StoreTest): void {
  describe('an amendment', () => {
    for (const status of TERMINAL_STATUSES) {
      it(`of a ${status} workload needs a reason and keeps old and new values`, async ({ store }) => {
        const { id } = await workloadIn(store, status)
        const before = await everythingOf(store, id)
        expect(await faultyFieldsOf(store.updateWorkload(id, { exitCode: 9 }, admin))).toEqual(['reason'])
        expect(await everythingOf(store, id)).toEqual(before)

        const summary = await store.updateWorkload(id, { exitCode: 9, error: 'late' }, admin, because)
        expect(summary).toMatchObject({ status, exitCode: 9, revision: before.workload.revision + 1 })
        expect(await lastEventOf(store, id)).toMatchObject({
          kind: 'amended',
          from: null,
          to: null,
          reason: because.reason,
          changes: { exitCode: { old: null, new: 9 }, error: { old: null, new: 'late' } },
        })
      })

      it(`of a ${status} workload is forbidden to who created and held it`, async ({ store }) => {
        const { id } = await workloadIn(store, status, {}, app)
        const before = await everythingOf(store, id)
        const refusal = await refusalOf(store.updateWorkload(id, { exitCode: 9 }, app, because))
        expect(refusal).toEqual({ code: 'FORBIDDEN' })
        expect(await everythingOf(store, id)).toEqual(before)
      })
    }

    it('with the status that is there is one all the same', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.updateWorkload(id, { status: 'completed', durationMs: 12 }, admin, because)
      expect(await lastEventOf(store, id)).toMatchObject({ kind: 'amended', from: null, to: null })
    })

    it('never changes a terminal status: that takes an override', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      for (const status of ['pending', 'running', 'failed', 'killed'] as const) {
        const refusal = await refusalOf(store.updateWorkload(id, { status }, admin, because))
        expect(refusal).toMatchObject({
          code: 'INVALID_TRANSITION',
          from: 'completed',
          to: status,
          allowed: [],
        })
      }
    })

    it('of a time derives the duration anew, unless it is given', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      const later = { finishedAt: iso(START + HOUR) }
      expect(await store.updateWorkload(id, later, admin, because)).toMatchObject({ durationMs: HOUR })
      const given = { finishedAt: iso(START + 2 * HOUR), durationMs: 17 }
      expect(await store.updateWorkload(id, given, admin, because)).toMatchObject({ durationMs: 17 })
    })

    it('moves statistics from the old values to the new', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.updateWorkload(id, { durationMs: 400 }, admin, because)
      expect((await store.getWorkloadStats()).averageDurationMs).toBe(400)
      await store.updateWorkload(id, { durationMs: null }, admin, because)
      expect(await store.getWorkloadStats()).toMatchObject({ averageDurationMs: null, durationMs: null })

      const failed = await workloadIn(store, 'failed')
      await store.updateWorkload(failed.id, { cause: 'timeout' }, admin, because)
      expect((await store.getWorkloadStats()).byCause).toMatchObject({ timeout: 1, reported: 0 })
    })
  })
}
