import { describe, expect } from 'vitest'
import {
  admin,
  app,
  eventsOf,
  everythingOf,
  iso,
  MINUTE,
  operator,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const work = {
  runtime: 'python',
  isolation: 'sandbox',
  name: 'report',
  code: 'x',
  input: { a: 1 },
  hold: true,
  nodeId: 'host-7',
  cpuLimit: 0.5,
  memoryLimitMb: 256,
  timeoutSeconds: 60,
  labels: { team: 'red' },
} as const

export function exerciseRetry(it: StoreTest): void {
  describe('retryWorkload', () => {
    it('makes a new pending workload for the same work, and the old one stays as it is', async ({
      store,
      clock,
    }) => {
      const old = await workloadIn(store, 'failed', work)
      clock.advance(MINUTE)
      const { nodeId: _, isolation: requestedIsolation, ...same } = work
      const retry = await store.retryWorkload(old.id, app, { reason: 'the network was down' })
      expect(retry).toMatchObject({
        ...same,
        requestedIsolation,
        isolation: requestedIsolation,
        inputHash: old.inputHash,
        retryOf: old.id,
        status: 'pending',
        revision: 1,
        createdBy: app,
        createdAt: iso(START + MINUTE),
        nodeId: null,
        startedAt: null,
        finishedAt: null,
        durationMs: null,
        cause: null,
      })
      expect(await store.getWorkload(retry.id)).toEqual(retry)
      expect(await store.getWorkload(old.id)).toEqual(old)
    })

    it('takes nothing over of what came out', async ({ store }) => {
      const { id } = await workloadIn(store, 'running', work)
      const output = { contentType: 'text/plain', encoding: 'utf8', data: 'half' } as const
      await store.updateWorkload(id, { status: 'failed', exitCode: 1, error: 'no', output }, admin)
      await store.appendLogLines(id, [{ seq: 0, stream: 'stdout', line: 'hello' }], admin)
      const retry = await store.retryWorkload(id, admin)
      expect(retry).toMatchObject({ exitCode: null, error: null, output: null, logBytes: 0 })
      expect((await store.listLogLines(retry.id)).items).toEqual([])
    })

    it('says so on both: created on the new one, retried on the old', async ({ store, clock }) => {
      const old = await workloadIn(store, 'killed', work)
      clock.advance(MINUTE)
      const reason = 'killed by mistake'
      const retry = await store.retryWorkload(old.id, operator, { reason })
      const said = { actor: { kind: 'user', id: 'oleg', name: 'Oleg' }, reason, at: iso(START + MINUTE) }
      expect(await eventsOf(store, retry.id)).toMatchObject([
        { ...said, kind: 'created', from: null, to: 'pending', changes: { retryOf: { new: old.id } } },
      ])
      expect((await eventsOf(store, old.id)).at(-1)).toMatchObject({
        ...said,
        kind: 'retried',
        from: null,
        to: null,
        changes: { retry: { old: null, new: retry.id } },
      })
    })

    for (const status of ['pending', 'running'] as const) {
      it(`refuses a ${status} workload`, async ({ store }) => {
        const { id } = await workloadIn(store, status)
        const before = await everythingOf(store, id)
        expect(await refusalOf(store.retryWorkload(id, admin))).toEqual({ code: 'NOT_TERMINAL', status })
        expect(await everythingOf(store, id)).toEqual(before)
        expect((await store.getWorkloadStats()).total).toBe(1)
      })
    }

    it('retries every terminal workload, as often as it is asked, and retries of retries', async ({
      store,
    }) => {
      const { id } = await workloadIn(store, 'completed')
      const first = await store.retryWorkload(id, admin)
      const second = await store.retryWorkload(id, admin)
      expect(second.id).not.toBe(first.id)
      await store.killWorkload(first.id, admin)
      expect((await store.retryWorkload(first.id, admin)).retryOf).toBe(first.id)
    })

    it('keeps its source when the old workload is deleted', async ({ store }) => {
      const old = await workloadIn(store, 'failed', work)
      const retry = await store.retryWorkload(old.id, admin)
      await store.deleteWorkload(old.id, admin, { reason: 'tidying' })
      expect(await store.getWorkload(retry.id)).toMatchObject({ code: 'x', input: { a: 1 }, retryOf: old.id })
    })

    it('asks for the isolation that was requested, not the one it ran in', async ({ store }) => {
      const old = await workloadIn(store, 'failed', { ...work, isolation: 'auto' })
      expect(await store.retryWorkload(old.id, admin)).toMatchObject({
        requestedIsolation: 'auto',
        isolation: 'auto',
      })
    })
  })
}
