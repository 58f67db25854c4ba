import { describe, expect } from 'vitest'
import { admin, app, everythingOf, operator, refusalOf, UNKNOWN_ID, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'needed' }
const codeOf = async (promise: Promise<unknown>) => (await refusalOf(promise)).code

/** input, not found, forbidden, nothing to change, revision, transition, right to amend, reason: each beats all after it. */
export function exerciseCheckOrder(it: StoreTest): void {
  describe('the order of checks', () => {
    it('begins with the input, also of an unknown workload', async ({ store }) => {
      const bad = { ifRevision: 0 }
      const codes = await Promise.all(
        [
          store.updateWorkload(UNKNOWN_ID, { exitCode: 0.5 }, app),
          store.updateWorkload(UNKNOWN_ID, {}, app, bad),
          store.updateWorkloadStatus(UNKNOWN_ID, 'paused' as 'failed', app),
          store.updateWorkloadStatus(UNKNOWN_ID, 'failed', app, bad),
          store.overrideWorkloadStatus(UNKNOWN_ID, 'failed', app, { reason: '' }),
          store.killWorkload(UNKNOWN_ID, app, bad),
          store.retryWorkload(UNKNOWN_ID, app, { reason: '' }),
          store.deleteWorkload(UNKNOWN_ID, app, { reason: '' }),
          store.addNote(UNKNOWN_ID, '', app),
          store.appendLogLines(UNKNOWN_ID, [], app),
        ].map(codeOf),
      )
      expect(new Set(codes)).toEqual(new Set(['INVALID_INPUT']))
    })

    it('then asks whether there is such a workload, before the right to act on it', async ({ store }) => {
      const codes = await Promise.all(
        [
          store.updateWorkload(UNKNOWN_ID, { exitCode: 1 }, app, { ifRevision: 7 }),
          store.updateWorkloadStatus(UNKNOWN_ID, 'failed', app, { ifRevision: 7 }),
          store.overrideWorkloadStatus(UNKNOWN_ID, 'failed', app, because),
          store.deleteWorkload(UNKNOWN_ID, app, because),
        ].map(codeOf),
      )
      expect(new Set(codes)).toEqual(new Set(['WORKLOAD_NOT_FOUND']))
    })

    it('then forbids, although nothing would change, the revision is old and the transition illegal', async ({
      store,
    }) => {
      const { id } = await workloadIn(store, 'completed', {}, operator)
      const stale = { ifRevision: 1 }
      const codes = await Promise.all(
        [
          store.updateWorkload(id, {}, app),
          store.updateWorkload(id, { status: 'completed' }, app),
          store.updateWorkload(id, { status: 'running' }, app, stale),
          store.updateWorkload(id, { exitCode: 1 }, app, stale),
          store.updateWorkloadStatus(id, 'completed', app, stale),
          store.updateWorkloadStatus(id, 'running', app, stale),
          store.overrideWorkloadStatus(id, 'completed', app, { ...because, ...stale }),
          store.deleteWorkload(id, app, { ...because, ...stale }),
        ].map(codeOf),
      )
      expect(new Set(codes)).toEqual(new Set(['FORBIDDEN']))
    })

    it('then is content when nothing changes, whatever the revision, and whoever may not amend', async ({
      store,
    }) => {
      const { id } = await workloadIn(store, 'completed', {}, app)
      const again = await store.updateWorkload(id, { status: 'completed', error: null }, app, {
        ifRevision: 1,
      })
      expect(again.revision).toBe(3)
    })

    it('then compares the revision, before it looks at transition, right and reason', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed', {}, app)
      const stale = { ifRevision: 1 }
      const codes = await Promise.all(
        [
          store.updateWorkload(id, { status: 'running' }, app, stale),
          store.updateWorkload(id, { exitCode: 1 }, app, stale),
          store.updateWorkload(id, { exitCode: 1 }, admin, stale),
          store.updateWorkload(id, { cause: 'exit' }, admin, { ...because, ...stale }),
          store.updateWorkloadStatus(id, 'completed', app, stale),
          store.killWorkload(id, app, stale),
          store.overrideWorkloadStatus(id, 'completed', admin, { ...because, ...stale }),
          store.deleteWorkload(id, admin, { ...because, ...stale }),
        ].map(codeOf),
      )
      expect(new Set(codes)).toEqual(new Set(['REVISION_CONFLICT']))
    })

    it('then looks at the transition, before the right to amend and the reason', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed', {}, app)
      const codes = await Promise.all(
        [
          store.updateWorkload(id, { status: 'failed', exitCode: 1 }, app),
          store.updateWorkload(id, { status: 'failed', exitCode: 1 }, admin),
          store.updateWorkload(id, { status: 'failed', startedAt: null }, admin, because),
          store.updateWorkloadStatus(id, 'failed', app),
        ].map(codeOf),
      )
      expect(new Set(codes)).toEqual(new Set(['INVALID_TRANSITION']))
    })

    it('then asks for the right to amend, and last for the reason', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed', {}, app)
      const before = await everythingOf(store, id)
      expect(await codeOf(store.updateWorkload(id, { exitCode: 1 }, app))).toBe('FORBIDDEN')
      expect(await codeOf(store.updateWorkload(id, { exitCode: 1 }, app, because))).toBe('FORBIDDEN')
      expect(await refusalOf(store.updateWorkload(id, { exitCode: 1 }, admin))).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'reason' }],
      })
      expect(await everythingOf(store, id)).toEqual(before)
    })
  })
}
