import { describe, expect } from 'vitest'
import {
  admin,
  app,
  everythingOf,
  HOUR,
  iso,
  lastEventOf,
  MINUTE,
  operator,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseKill(it: StoreTest): void {
  describe('killWorkload', () => {
    it('kills a workload at once that waits, and gives it no duration', async ({ store, clock }) => {
      const { id } = await store.createWorkload({ runtime: 'node', code: 'x' }, app)
      clock.advance(MINUTE)
      const killed = await store.killWorkload(id, operator, { reason: 'not needed any more' })
      expect(killed).toMatchObject({
        status: 'killed',
        cause: 'operator',
        revision: 2,
        killRequestedAt: null,
        startedAt: null,
        finishedAt: iso(START + MINUTE),
        durationMs: null,
      })
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'transitioned',
        from: 'pending',
        to: 'killed',
        actor: { id: 'oleg' },
        reason: 'not needed any more',
      })
    })

    it('kills a held workload at once that runs, and keeps what was reported', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { exitCode: 0, error: 'slow' }, admin)
      clock.advance(HOUR)
      expect(await store.killWorkload(id, admin)).toMatchObject({
        status: 'killed',
        cause: 'operator',
        exitCode: 0,
        errorLine: 'slow',
        startedAt: iso(START),
        finishedAt: iso(START + HOUR),
        durationMs: HOUR,
      })
    })

    for (const status of ['completed', 'failed', 'killed'] as const) {
      it(`refuses to kill a ${status} workload`, async ({ store }) => {
        const { id } = await workloadIn(store, status)
        const before = await everythingOf(store, id)
        expect(await refusalOf(store.killWorkload(id, admin, { reason: 'again' }))).toMatchObject({
          code: 'INVALID_TRANSITION',
          from: status,
          to: 'killed',
          allowed: [],
        })
        expect(await everythingOf(store, id)).toEqual(before)
      })
    }

    it('follows ifRevision, before it looks at the status', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const stale = await refusalOf(store.killWorkload(id, admin, { ifRevision: 1 }))
      expect(stale).toMatchObject({ code: 'REVISION_CONFLICT', revision: 2, status: 'running' })
      expect(await store.killWorkload(id, admin, { ifRevision: 2 })).toMatchObject({ status: 'killed' })
      const late = await refusalOf(store.killWorkload(id, admin, { ifRevision: 2 }))
      expect(late).toMatchObject({ code: 'REVISION_CONFLICT', revision: 3, status: 'killed' })
    })

    it('refuses to complete a killed workload', async ({ store }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      await store.killWorkload(id, operator)
      const report = store.updateWorkload(id, { status: 'completed', exitCode: 0 }, app)
      expect(await refusalOf(report)).toMatchObject({ code: 'INVALID_TRANSITION', from: 'killed' })
    })
  })
}
