import { isTerminal, STATUSES, TERMINAL_STATUSES } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  app,
  everythingOf,
  faultyFieldsOf,
  HOUR,
  iso,
  lastEventOf,
  MINUTE,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'the result was checked by hand' }

export function exerciseOverride(it: StoreTest): void {
  describe('overrideWorkloadStatus', () => {
    for (const from of STATUSES) {
      for (const to of TERMINAL_STATUSES) {
        if (from === to) {
          it(`refuses to override ${from} with itself`, async ({ store }) => {
            const { id } = await workloadIn(store, from)
            const before = await everythingOf(store, id)
            expect(await refusalOf(store.overrideWorkloadStatus(id, to, admin, because))).toMatchObject({
              code: 'INVALID_TRANSITION',
              from,
              to,
              allowed: TERMINAL_STATUSES.filter((status) => status !== from),
            })
            expect(await everythingOf(store, id)).toEqual(before)
          })
        } else {
          it(`makes a ${from} workload ${to}, marked as an override`, async ({ store, clock }) => {
            const before = await workloadIn(store, from)
            clock.advance(MINUTE)
            const summary = await store.overrideWorkloadStatus(before.id, to, admin, because)
            expect(summary).toMatchObject({
              status: to,
              cause: to === 'completed' ? null : 'operator',
              finishedAt: before.finishedAt ?? iso(START + MINUTE),
              revision: before.revision + 1,
            })
            expect(await lastEventOf(store, before.id)).toMatchObject({
              kind: 'overridden',
              from,
              to,
              ...because,
            })
          })
        }
      }
    }

    it('refuses every status that is not terminal', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      for (const status of STATUSES.filter((one) => !isTerminal(one))) {
        const override = store.overrideWorkloadStatus(id, status as 'failed', admin, because)
        expect(await faultyFieldsOf(override)).toEqual(['status'])
      }
    })

    it('derives the duration of what was running', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      const summary = await store.overrideWorkloadStatus(id, 'failed', admin, because)
      expect(summary).toMatchObject({
        startedAt: iso(START),
        finishedAt: iso(START + HOUR),
        durationMs: HOUR,
      })
    })

    it('completes what never started at the moment it ends, with no duration', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending')
      clock.advance(HOUR)
      const now = iso(START + HOUR)
      const summary = await store.overrideWorkloadStatus(id, 'completed', admin, because)
      expect(summary).toMatchObject({ startedAt: now, finishedAt: now, durationMs: null })
    })

    it('gives neither start nor duration to what was pending and now failed or was killed', async ({
      store,
      clock,
    }) => {
      for (const status of ['failed', 'killed'] as const) {
        const { id } = await workloadIn(store, 'pending')
        clock.advance(HOUR)
        const summary = await store.overrideWorkloadStatus(id, status, admin, because)
        expect(summary).toMatchObject({ startedAt: null, finishedAt: iso(clock.ms), durationMs: null })
      }
    })

    it('leaves exit code, error, output and times as evidence', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      const output = { contentType: 'text/plain', encoding: 'utf8', data: 'half' } as const
      await store.updateWorkload(
        id,
        { status: 'failed', exitCode: 4, error: 'no', output, durationMs: 9 },
        admin,
      )
      const before = await store.getWorkload(id)
      clock.advance(HOUR)
      await store.overrideWorkloadStatus(id, 'completed', admin, because)
      expect(await store.getWorkload(id)).toEqual({
        ...before,
        status: 'completed',
        cause: null,
        revision: before.revision + 1,
      })
    })

    it('can be overridden again, and back', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      for (const status of ['failed', 'killed', 'completed'] as const) {
        expect((await store.overrideWorkloadStatus(id, status, admin, because)).status).toBe(status)
      }
      expect((await store.getWorkloadStats()).byStatus).toMatchObject({ completed: 1, failed: 0, killed: 0 })
    })

    it('opens no way for an illegal transition afterwards', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      await store.overrideWorkloadStatus(id, 'failed', admin, because)
      const refusal = await refusalOf(store.updateWorkloadStatus(id, 'running', admin, because))
      expect(refusal).toMatchObject({ code: 'INVALID_TRANSITION', from: 'failed', to: 'running' })
    })

    it('needs a reason that says something', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      for (const options of [{}, { reason: '' }, { reason: ' \n' }, { reason: 'x'.repeat(2_001) }]) {
        const override = store.overrideWorkloadStatus(id, 'failed', admin, options as typeof because)
        expect(await faultyFieldsOf(override)).toEqual(['reason'])
      }
      expect((await store.getWorkload(id)).status).toBe('running')
    })

    it('is forbidden to who created and held the workload', async ({ store }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      const before = await everythingOf(store, id)
      const refusal = await refusalOf(store.overrideWorkloadStatus(id, 'failed', app, because))
      expect(refusal).toEqual({ code: 'FORBIDDEN' })
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('follows ifRevision', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const stale = store.overrideWorkloadStatus(id, 'failed', admin, { ...because, ifRevision: 1 })
      expect(await refusalOf(stale)).toMatchObject({ code: 'REVISION_CONFLICT', revision: 2 })
      const fresh = await store.overrideWorkloadStatus(id, 'failed', admin, { ...because, ifRevision: 2 })
      expect(fresh.status).toBe('failed')
    })
  })
}
