import { emptyStats } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  app,
  DAY,
  eventsOf,
  everythingOf,
  faultyFieldsOf,
  idsOf,
  iso,
  MINUTE,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import { leased, rex } from './runners.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'asked for by the customer' }

export function exerciseDelete(it: StoreTest): void {
  describe('deleteWorkload', () => {
    it('removes the workload, its output, its source and its logs', async ({ store }) => {
      const work = { code: 'secret-code', labels: { team: 'red' } }
      const { id, inputHash } = await workloadIn(store, 'completed', work)
      await store.appendLogLines(id, [{ seq: 0, stream: 'stdout', line: 'hello' }], admin)
      await store.deleteWorkload(id, admin, because)
      const gone = [store.getWorkload(id), store.listLogLines(id), store.addNote(id, 'x', admin)]
      const code = 'WORKLOAD_NOT_FOUND'
      expect(await Promise.all(gone.map(refusalOf))).toEqual([
        { code, id },
        { code, id },
        { code, id },
      ])
      for (const filter of [{}, { id }, { inputHash }, { label: { key: 'team', value: 'red' } }]) {
        expect(await store.listWorkloads({ filter })).toMatchObject({ items: [], total: { count: 0 } })
      }
    })

    it('is forgotten by every aggregate', async ({ store, clock }) => {
      const reason = { reason: 'a correction' }
      for (const status of ['completed', 'failed', 'killed'] as const) {
        const { id } = await workloadIn(store, status)
        clock.advance(MINUTE)
        await store.overrideWorkloadStatus(id, status === 'completed' ? 'failed' : 'completed', admin, reason)
        await store.deleteWorkload(id, admin, because)
      }
      expect(await store.getWorkloadStats()).toEqual(emptyStats())
      expect(await store.getDurations()).toMatchObject({ count: 0, sumMs: 0, buckets: [] })
      const activity = await store.getActivity({ from: iso(START - DAY), to: iso(START + DAY) })
      expect(activity).toMatchObject({ series: [], totals: { created: 0, durationMs: null } })
      expect((await store.getAttention()).failuresWithoutRetry).toEqual([])
    })

    it('keeps its history from those who ask for workloads that are there', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      expect((await store.listEvents(id, {}, { deleted: false })).items).toHaveLength(3)
      await store.deleteWorkload(id, admin, { reason: 'not needed' })
      const refused = await refusalOf(store.listEvents(id, {}, { deleted: false }))
      expect(refused).toEqual({ code: 'WORKLOAD_NOT_FOUND', id })
      expect((await store.listEvents(id)).items).toHaveLength(4)
    })

    it('keeps the history, its values blanked, and says who deleted it and why', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'completed', { name: 'secret-name' })
      await store.updateWorkload(id, { error: 'secret-error' }, admin, { reason: 'found later' })
      const before = await eventsOf(store, id)
      clock.advance(MINUTE)
      await store.deleteWorkload(id, admin, because)
      const after = await eventsOf(store, id)
      expect(JSON.stringify(after)).not.toContain('secret')
      expect(after.slice(0, -1)).toEqual(before.map((event) => ({ ...event, changes: null })))
      expect(after.at(-1)).toMatchObject({
        kind: 'deleted',
        from: null,
        to: null,
        changes: null,
        ...because,
        at: iso(START + MINUTE),
        actor: { kind: 'user', id: 'ada', name: 'Ada' },
      })
    })

    it('leaves of a report that was rejected only that it came', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.overrideWorkloadStatus(id, 'failed', admin, because)
      const late = store.finish(id, token, { status: 'failed', exitCode: 1, error: 'secret-error' }, rex)
      expect(await refusalOf(late)).toEqual({ code: 'LEASE_LOST' })
      expect(JSON.stringify(await store.getAttention())).toContain('secret-error')
      await store.deleteWorkload(id, admin, because)
      const { rejectedReports } = await store.getAttention()
      expect(rejectedReports).toMatchObject([{ workloadId: id, changes: null }])
    })

    it('leaves others alone that share its source', async ({ store }) => {
      const [one, two] = [
        await workloadIn(store, 'completed', { code: 'shared' }),
        await workloadIn(store, 'pending', { code: 'shared' }),
      ]
      await store.deleteWorkload(one.id, admin, because)
      expect(await store.getWorkload(two.id)).toEqual(two)
      expect(await idsOf(store, { filter: { inputHash: two.inputHash } })).toEqual([two.id])
    })

    for (const status of ['pending', 'running'] as const) {
      it(`refuses a ${status} workload`, async ({ store }) => {
        const { id } = await workloadIn(store, status)
        const before = await everythingOf(store, id)
        const refusal = await refusalOf(store.deleteWorkload(id, admin, because))
        expect(refusal).toEqual({ code: 'NOT_TERMINAL', status })
        expect(await everythingOf(store, id)).toEqual(before)
      })
    }

    it('needs a reason', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      for (const options of [{}, { reason: ' ' }]) {
        const deletion = store.deleteWorkload(id, admin, options as typeof because)
        expect(await faultyFieldsOf(deletion)).toEqual(['reason'])
      }
      expect((await store.getWorkload(id)).status).toBe('failed')
    })

    it('is forbidden to who created and held the workload', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed', {}, app)
      expect(await refusalOf(store.deleteWorkload(id, app, because))).toEqual({ code: 'FORBIDDEN' })
      expect((await store.getWorkload(id)).status).toBe('failed')
    })

    it('happens once', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      await store.deleteWorkload(id, admin, because)
      const again = await refusalOf(store.deleteWorkload(id, admin, because))
      expect(again).toEqual({ code: 'WORKLOAD_NOT_FOUND', id })
      expect((await eventsOf(store, id)).filter(({ kind }) => kind === 'deleted')).toHaveLength(1)
    })

    it('follows ifRevision', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      const stale = await refusalOf(store.deleteWorkload(id, admin, { ...because, ifRevision: 2 }))
      expect(stale).toMatchObject({ code: 'REVISION_CONFLICT', revision: 3, status: 'failed' })
      await store.deleteWorkload(id, admin, { ...because, ifRevision: 3 })
      expect(await refusalOf(store.getWorkload(id))).toMatchObject({ code: 'WORKLOAD_NOT_FOUND' })
    })
  })
}
