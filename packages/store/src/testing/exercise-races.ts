import { isIsolaError } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, eventsOf, held, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const RACERS = 64

/** Starts all at once; answers how many won, and the codes of those that lost. */
async function race(
  run: (racer: number) => Promise<unknown>,
): Promise<{ winners: number; losers: string[] }> {
  const outcomes = await Promise.allSettled(Array.from({ length: RACERS }, (_, racer) => run(racer)))
  const losers = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  )
  return {
    winners: RACERS - losers.length,
    losers: losers.map((error) => (isIsolaError(error) ? error.code : String(error))),
  }
}
const lost = (code: string) => ({ winners: 1, losers: Array.from({ length: RACERS - 1 }, () => code) })

export function exerciseRaces(it: StoreTest): void {
  describe('of 64 racers', () => {
    it('for one transition exactly one wins, and history has one row of it', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      const outcome = await race((racer) =>
        store.updateWorkloadStatus(id, 'running', { ...admin, id: `racer-${racer}` }),
      )
      expect(outcome).toEqual(lost('INVALID_TRANSITION'))
      expect((await eventsOf(store, id)).map(({ kind, to }) => [kind, to])).toEqual([
        ['created', 'pending'],
        ['transitioned', 'running'],
      ])
      expect((await store.getWorkload(id)).revision).toBe(2)
    })

    it('for different ends exactly one decides', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const ends = ['completed', 'failed', 'killed'] as const
      const outcome = await race((racer) => {
        const status = ends[racer % 3] ?? 'failed'
        if (racer % 2 === 0) return store.updateWorkloadStatus(id, status, admin)
        return store.updateWorkload(id, { status, error: `racer ${racer}` }, admin, { ifRevision: 2 })
      })
      expect(outcome.winners).toBe(1)
      const { status } = await store.getWorkload(id)
      expect((await eventsOf(store, id)).map(({ to }) => to)).toEqual(['pending', 'running', status])
      const { byStatus } = await store.getWorkloadStats()
      expect(byStatus).toEqual({ pending: 0, running: 0, completed: 0, failed: 0, killed: 0, [status]: 1 })
    })

    it('to kill one workload exactly one does', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      expect(await race(() => store.killWorkload(id, admin))).toEqual(lost('INVALID_TRANSITION'))
      expect(await eventsOf(store, id)).toHaveLength(3)
    })

    it('with one revision exactly one writes', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const outcome = await race((racer) =>
        store.updateWorkload(id, { exitCode: racer }, admin, { ifRevision: 2 }),
      )
      expect(outcome).toEqual(lost('REVISION_CONFLICT'))
      expect((await store.getWorkload(id)).revision).toBe(3)
    })

    it('with different values and no revision all write, one after the other', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const outcome = await race((racer) => store.updateWorkload(id, { durationMs: racer }, admin))
      expect(outcome.winners).toBe(RACERS)
      const { revision, durationMs } = await store.getWorkload(id)
      const changes = (await eventsOf(store, id)).slice(2).map((event) => event.changes?.durationMs)
      expect([revision, changes.length]).toEqual([2 + RACERS, RACERS])
      expect(changes.at(-1)?.new).toBe(durationMs)
      changes.slice(1).forEach((change, i) => {
        expect(change?.old).toBe(changes[i]?.new)
      })
    })

    it('to delete one workload exactly one does', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      const outcome = await race(() => store.deleteWorkload(id, admin, { reason: 'tidying' }))
      expect(outcome).toEqual(lost('WORKLOAD_NOT_FOUND'))
      expect((await store.getWorkloadStats()).total).toBe(0)
    })

    it('one with a bad value fails alone', async ({ store }) => {
      const workloads = await Promise.all(
        Array.from({ length: RACERS }, () => store.createWorkload(held, admin)),
      )
      const outcome = await race((racer) =>
        // Refused by the record itself, amid statements that stand.
        store.updateWorkload(
          workloads[racer]?.id ?? '',
          racer === 30 ? { durationMs: 1 } : { error: 'x' },
          admin,
        ),
      )
      expect(outcome).toEqual({ winners: RACERS - 1, losers: ['INVALID_INPUT'] })
      const { items } = await store.listWorkloads({ limit: 200 })
      expect(items.filter(({ errorLine }) => errorLine === 'x')).toHaveLength(RACERS - 1)
    })
  })
}
