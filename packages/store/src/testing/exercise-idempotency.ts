import type { Actor } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, app, eventsOf, held, operator, refusalOf, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const request = { ...held, name: 'invoice', input: { a: 1, b: 2 }, idempotencyKey: 'invoice-1' }

export function exerciseIdempotency(it: StoreTest): void {
  describe('idempotency keys', () => {
    it('answer a repeated request with the workload that the first one made', async ({ store, clock }) => {
      const first = await store.createWorkload(request, app)
      clock.advance(5_000)
      expect(await store.createWorkload({ ...request, input: { b: 2, a: 1 } }, app)).toEqual(first)
      expect((await store.getWorkloadStats()).total).toBe(1)
      expect(await eventsOf(store, first.id)).toHaveLength(1)
    })

    it('answer with the workload as it is by now', async ({ store }) => {
      const { id } = await store.createWorkload(request, app)
      await store.updateWorkloadStatus(id, 'running', app)
      expect(await store.createWorkload(request, app)).toMatchObject({ id, status: 'running', revision: 2 })
    })

    it('count a default that is spelled out as the same request', async ({ store }) => {
      const { id } = await store.createWorkload(request, app)
      const spelledOut = { ...request, isolation: 'auto', labels: {} } as const
      expect((await store.createWorkload(spelledOut, app)).id).toBe(id)
    })

    it('refuse another request, whatever it differs in', async ({ store }) => {
      const { id } = await store.createWorkload(request, app)
      for (const other of [{ name: 'other' }, { input: { a: 1 } }, { isolation: 'sandbox' as const }]) {
        const refusal = await refusalOf(store.createWorkload({ ...request, ...other }, app))
        expect(refusal).toEqual({ code: 'IDEMPOTENCY_MISMATCH', id })
      }
      expect((await store.getWorkloadStats()).total).toBe(1)
    })

    it('are their creator’s own', async ({ store }) => {
      const actors: Actor[] = [app, operator, { ...app, kind: 'runner' }]
      const made: string[] = []
      for (const actor of actors) made.push((await store.createWorkload(request, actor)).id)
      expect(new Set(made).size).toBe(3)
      for (const [i, actor] of actors.entries()) {
        const renamed = { ...actor, name: 'Renamed' }
        expect((await store.createWorkload(request, renamed)).id).toBe(made[i])
      }
    })

    it('are free again once their workload is deleted', async ({ store }) => {
      const { id } = await store.createWorkload(request, app)
      await store.killWorkload(id, app)
      await store.deleteWorkload(id, admin, { reason: 'a mistake' })
      expect((await store.createWorkload({ ...request, name: 'other' }, app)).id).not.toBe(id)
    })

    it('hold across a restart', async ({ store, record }) => {
      const { id } = await store.createWorkload(request, app)
      const reopened = await record.reopen()
      expect((await reopened.createWorkload(request, app)).id).toBe(id)
    })

    it('let 16 requests at once make one workload', async ({ store }) => {
      const made = await Promise.all(Array.from({ length: 16 }, () => store.createWorkload(request, app)))
      expect(new Set(made.map(({ id }) => id)).size).toBe(1)
      expect((await store.getWorkloadStats()).total).toBe(1)
    })

    it('answer a repeated retry with the workload that the first one made', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      const first = await store.retryWorkload(id, app, { idempotencyKey: 'again' })
      expect(await store.retryWorkload(id, app, { idempotencyKey: 'again' })).toEqual(first)
      expect((await store.getWorkloadStats()).total).toBe(2)
      expect((await eventsOf(store, id)).filter(({ kind }) => kind === 'retried')).toHaveLength(1)
    })

    it('refuse the retry of another workload, and a creation under the key of a retry', async ({ store }) => {
      const [one, two] = [await workloadIn(store, 'failed'), await workloadIn(store, 'failed')]
      const retry = await store.retryWorkload(one.id, app, { idempotencyKey: 'again' })
      const refusals = [
        await refusalOf(store.retryWorkload(two.id, app, { idempotencyKey: 'again' })),
        await refusalOf(store.createWorkload({ ...held, idempotencyKey: 'again' }, app)),
      ]
      const mismatch = { code: 'IDEMPOTENCY_MISMATCH', id: retry.id }
      expect(refusals).toEqual([mismatch, mismatch])
    })
  })
}
