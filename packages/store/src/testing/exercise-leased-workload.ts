import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, app, eventsOf, HOUR, iso, lastEventOf, MINUTE, START } from './fixtures.ts'
import { capable, claimBy, register, rex, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

async function lease(store: Store): Promise<string> {
  await register(store, rex, [capable('sandbox')])
  const { id } = await work(store)
  await claimBy(store, rex)
  return id
}
const noLease = { leasedBy: null, leaseUntil: null, lastHeartbeatAt: null }
const because = { reason: 'it hangs' }

export function exerciseLeasedWorkload(it: StoreTest): void {
  describe('a leased workload', () => {
    it('is killed by request, which its runner confirms', async ({ store, clock }) => {
      const id = await lease(store)
      clock.advance(MINUTE)
      const asked = await store.killWorkload(id, admin, because)
      expect(asked).toMatchObject({
        status: 'running',
        killRequestedAt: iso(START + MINUTE),
        cause: null,
        finishedAt: null,
        leasedBy: 'rex',
        revision: 3,
      })
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'kill_requested',
        from: null,
        to: null,
        ...because,
        changes: { killRequestedAt: { old: null, new: iso(START + MINUTE) } },
      })
    })

    it('answers the same when its kill is asked for twice', async ({ store, clock }) => {
      const id = await lease(store)
      const asked = await store.killWorkload(id, admin, because)
      clock.advance(MINUTE)
      expect(await store.killWorkload(id, app, { reason: 'still' })).toEqual(asked)
      expect((await eventsOf(store, id)).filter(({ kind }) => kind === 'kill_requested')).toHaveLength(1)
    })

    for (const status of ['completed', 'failed', 'killed'] as const) {
      it(`loses its lease when another than its holder makes it ${status}`, async ({ store }) => {
        expect(await store.updateWorkloadStatus(await lease(store), status, admin)).toMatchObject({
          status,
          ...noLease,
        })
        expect(await store.updateWorkload(await lease(store), { status }, admin)).toMatchObject({
          status,
          ...noLease,
        })
        const overridden = await store.overrideWorkloadStatus(await lease(store), status, admin, because)
        expect(overridden).toMatchObject({ status, ...noLease })
      })
    }

    it('keeps its lease through a change that is no transition', async ({ store }) => {
      const id = await lease(store)
      const changed = await store.updateWorkload(id, { status: 'running', exitCode: 1 }, admin)
      expect(changed).toMatchObject({ exitCode: 1, leasedBy: 'rex' })
    })

    it('moves from auto to the isolation it runs in, in every aggregate', async ({ store, clock }) => {
      const id = await lease(store)
      clock.advance(MINUTE)
      expect((await store.getWorkloadStats()).byIsolation).toMatchObject({ auto: 0, sandbox: 1 })
      await store.updateWorkloadStatus(id, 'completed', admin)
      const range = { from: iso(START), to: iso(START + HOUR) }
      const [sandbox, auto] = await Promise.all([
        store.getActivity({ ...range, isolation: 'sandbox' }),
        store.getActivity({ ...range, isolation: 'auto' }),
      ])
      expect(sandbox.totals).toMatchObject({ created: 1, completed: 1, averageDurationMs: MINUTE })
      expect(auto).toMatchObject({ series: [], totals: { created: 0, durationMs: null } })
      expect((await store.getDurations({ isolation: 'sandbox' })).count).toBe(1)
      expect((await store.verify()).problems).toEqual([])
    })

    it('is retried in the isolation that was asked for', async ({ store }) => {
      const id = await lease(store)
      await store.updateWorkloadStatus(id, 'failed', admin)
      const retry = await store.retryWorkload(id, admin)
      expect(retry).toMatchObject({ requestedIsolation: 'auto', isolation: 'auto', nodeId: null, ...noLease })
    })
  })
}
