import { InvalidTransitionError, STATUSES, WorkloadNotFoundError } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, completedAfter, iso, MINUTE, START, UNKNOWN_ID, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

/** What a system of record was asked for first. */
export function exerciseAcceptance(it: StoreTest): void {
  describe('acceptance', () => {
    it('updates all mutable fields and reads them back', async ({ store, clock }) => {
      const before = await workloadIn(store, 'running')
      clock.advance(10 * MINUTE)
      const update = {
        status: 'failed',
        cause: 'memory',
        output: {
          contentType: 'application/json',
          encoding: 'utf8',
          data: '{"partial":true}',
          bytes: 90_000,
          truncated: true,
        },
        exitCode: 137,
        error: 'Out of memory\n    at main.js:1',
        durationMs: 123_456,
        startedAt: iso(START + MINUTE),
        finishedAt: iso(START + 5 * MINUTE),
      } as const
      await store.updateWorkload(before.id, update, admin)
      expect(await store.getWorkload(before.id)).toEqual({
        ...before,
        ...update,
        errorLine: 'Out of memory',
        revision: before.revision + 1,
      })
    })

    it('answers an unknown id with WorkloadNotFoundError', async ({ store }) => {
      await workloadIn(store, 'pending')
      const reason = { reason: 'nobody has it' }
      const refused = [
        store.getWorkload(UNKNOWN_ID),
        store.getWorkload('not an id'),
        store.updateWorkload(UNKNOWN_ID, { exitCode: 0 }, admin),
        store.updateWorkload(UNKNOWN_ID, {}, admin),
        store.updateWorkloadStatus(UNKNOWN_ID, 'running', admin),
        store.overrideWorkloadStatus(UNKNOWN_ID, 'killed', admin, reason),
        store.killWorkload(UNKNOWN_ID, admin),
        store.retryWorkload(UNKNOWN_ID, admin),
        store.deleteWorkload(UNKNOWN_ID, admin, reason),
        store.addNote(UNKNOWN_ID, 'a note', admin),
        store.listEvents(UNKNOWN_ID),
        store.appendLogLines(UNKNOWN_ID, [{ seq: 0, stream: 'stdout', line: '' }], admin),
        store.listLogLines(UNKNOWN_ID),
      ]
      await Promise.all(refused.map((promise) => expect(promise).rejects.toThrow(WorkloadNotFoundError)))
      await expect(store.getWorkload(UNKNOWN_ID)).rejects.toMatchObject({
        data: { code: 'WORKLOAD_NOT_FOUND', id: UNKNOWN_ID },
      })
    })

    it('answers an invalid transition with InvalidTransitionError', async ({ store }) => {
      const { id } = await workloadIn(store, 'killed')
      const refused = [
        store.updateWorkload(id, { status: 'completed' }, admin),
        store.updateWorkloadStatus(id, 'completed', admin),
        store.killWorkload(id, admin),
      ]
      await Promise.all(refused.map((promise) => expect(promise).rejects.toThrow(InvalidTransitionError)))
      expect((await store.getWorkload(id)).status).toBe('killed')
    })

    it('gives correct counts and averages over many workloads in various statuses', async ({
      store,
      clock,
    }) => {
      // One pending, two running, … five killed; the completed ones took 1, 2 and 4 seconds.
      const durations = [1_000, 2_000, 4_000]
      for (const durationMs of durations)
        await completedAfter(store, clock, durationMs, { runtime: 'python', isolation: 'sandbox' })
      const others = { pending: 1, running: 2, failed: 4, killed: 5 } as const
      for (const status of STATUSES) {
        if (status === 'completed') continue
        for (let i = 0; i < others[status]; i++) await workloadIn(store, status)
      }
      expect(await store.getWorkloadStats()).toEqual({
        total: 15,
        byStatus: { ...others, completed: 3 },
        byIsolation: { auto: 12, isolate: 0, sandbox: 3, gvisor: 0, microvm: 0 },
        byRuntime: { node: 12, python: 3, go: 0, wasm: 0, oci: 0 },
        byCause: {
          exit: 0,
          timeout: 0,
          memory: 0,
          signal: 0,
          output: 0,
          lost: 0,
          backend: 0,
          unsupported: 0,
          reported: 4,
          operator: 5,
        },
        averageDurationMs: 7_000 / 3,
        durationMs: { p50: 2_015, p95: 4_031, p99: 4_031 },
      })
    })

    it('gives zero counts on an empty database', async ({ store }) => {
      const { total, byStatus, byIsolation, byRuntime, byCause, ...durations } =
        await store.getWorkloadStats()
      expect(total).toBe(0)
      expect(byStatus).toEqual({ pending: 0, running: 0, completed: 0, failed: 0, killed: 0 })
      expect(byIsolation).toEqual({ auto: 0, isolate: 0, sandbox: 0, gvisor: 0, microvm: 0 })
      expect(byRuntime).toEqual({ node: 0, python: 0, go: 0, wasm: 0, oci: 0 })
      expect(Object.values(byCause)).toEqual(Array.from({ length: 10 }, () => 0))
      expect(durations).toEqual({ averageDurationMs: null, durationMs: null })
    })
  })
}
