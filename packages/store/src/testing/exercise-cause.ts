import { CAUSES } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, faultyFieldsOf, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseCause(it: StoreTest): void {
  describe('a cause', () => {
    for (const cause of CAUSES) {
      it(`of a failure may be ${cause}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        const failed = await store.updateWorkload(id, { status: 'failed', cause }, admin)
        expect(failed).toMatchObject({ status: 'failed', cause })
      })
    }

    it('of a kill is operator, and nothing else', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      for (const cause of CAUSES.filter((one) => one !== 'operator')) {
        const kill = store.updateWorkload(id, { status: 'killed', cause }, admin)
        expect(await faultyFieldsOf(kill)).toEqual(['cause'])
      }
      const killed = await store.updateWorkload(id, { status: 'killed', cause: 'operator' }, admin)
      expect(killed.cause).toBe('operator')
      expect((await workloadIn(store, 'killed')).cause).toBe('operator')
    })

    it('that is not given is exit when the exit code is not 0', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const failed = await store.updateWorkload(id, { status: 'failed', exitCode: -1 }, admin)
      expect(failed.cause).toBe('exit')
    })

    it('that is not given is exit, too, when the exit code was reported before', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { exitCode: 3 }, admin)
      expect((await store.updateWorkloadStatus(id, 'failed', admin)).cause).toBe('exit')
    })

    it('that is not given is reported when the exit code is 0, or cleared, or none', async ({ store }) => {
      const [zero, cleared, none] = await Promise.all([
        workloadIn(store, 'running'),
        workloadIn(store, 'running'),
        workloadIn(store, 'pending'),
      ])
      await store.updateWorkload(cleared.id, { exitCode: 1 }, admin)
      const failed = [
        await store.updateWorkload(zero.id, { status: 'failed', exitCode: 0 }, admin),
        await store.updateWorkload(cleared.id, { status: 'failed', exitCode: null }, admin),
        await store.updateWorkloadStatus(none.id, 'failed', admin),
      ]
      expect(failed.map(({ cause }) => cause)).toEqual(['reported', 'reported', 'reported'])
    })

    it('of null is refused where there has to be one', async ({ store }) => {
      for (const status of ['failed', 'killed'] as const) {
        const running = await workloadIn(store, 'running')
        const moved = store.updateWorkload(running.id, { status, cause: null }, admin)
        expect(await faultyFieldsOf(moved)).toEqual(['cause'])
        const ended = await workloadIn(store, status)
        const amended = store.updateWorkload(ended.id, { cause: null }, admin, { reason: 'unclear' })
        expect(await faultyFieldsOf(amended)).toEqual(['cause'])
      }
    })

    it('is refused where there is none', async ({ store }) => {
      for (const status of ['pending', 'running', 'completed'] as const) {
        const { id, revision } = await workloadIn(store, status)
        const given = store.updateWorkload(id, { cause: 'timeout' }, admin, { reason: 'why not' })
        expect(await faultyFieldsOf(given)).toEqual(['cause'])
        expect((await store.getWorkload(id)).revision).toBe(revision)
      }
      const { id } = await workloadIn(store, 'running')
      const completed = store.updateWorkload(id, { status: 'completed', cause: 'exit' }, admin)
      expect(await faultyFieldsOf(completed)).toEqual(['cause'])
    })

    it('stays when an amendment changes the exit code', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      const amended = await store.updateWorkload(id, { exitCode: 1 }, admin, { reason: 'found in the log' })
      expect(amended.cause).toBe('reported')
    })
  })

  describe('completed with an exit code', () => {
    it('other than 0 is refused', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const report = store.updateWorkload(id, { status: 'completed', exitCode: 1 }, admin)
      expect(await faultyFieldsOf(report)).toEqual(['exitCode'])
      expect((await store.getWorkload(id)).status).toBe('running')
    })

    it('that was reported before is refused, too, until the report says 0', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { exitCode: 1 }, admin)
      const reports = [
        store.updateWorkload(id, { status: 'completed' }, admin),
        store.updateWorkloadStatus(id, 'completed', admin),
      ]
      expect(await Promise.all(reports.map(faultyFieldsOf))).toEqual([['exitCode'], ['exitCode']])
      const completed = await store.updateWorkload(id, { status: 'completed', exitCode: 0 }, admin)
      expect(completed).toMatchObject({ status: 'completed', exitCode: 0 })
    })

    it('is what an override may say', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { status: 'failed', exitCode: 1 }, admin)
      const reason = { reason: 'exit 1 means nothing to do' }
      const completed = await store.overrideWorkloadStatus(id, 'completed', admin, reason)
      expect(completed).toMatchObject({ status: 'completed', exitCode: 1, cause: null })
    })
  })
}
