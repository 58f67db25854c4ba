import { canTransition, isTerminal, STATUSES, TRANSITIONS } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  everythingOf,
  iso,
  lastEventOf,
  MINUTE,
  reasonFor,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseStatus(it: StoreTest): void {
  describe('updateWorkloadStatus', () => {
    for (const from of STATUSES) {
      for (const to of STATUSES) {
        if (canTransition(from, to)) {
          it(`lets a ${from} workload become ${to}`, async ({ store, clock }) => {
            const before = await workloadIn(store, from)
            clock.advance(MINUTE)
            const summary = await store.updateWorkloadStatus(before.id, to, admin, { reason: 'so it is' })
            expect(summary).toMatchObject({ status: to, revision: before.revision + 1 })
            expect(await store.getWorkload(before.id)).toMatchObject(summary)
            expect(await lastEventOf(store, before.id)).toMatchObject({
              kind: 'transitioned',
              from,
              to,
              reason: 'so it is',
              at: iso(START + MINUTE),
            })
          })
        } else {
          it(`refuses to let a ${from} workload become ${to}`, async ({ store }) => {
            const { id } = await workloadIn(store, from)
            const before = await everythingOf(store, id)
            const last = before.events.at(-1)
            const reason = reasonFor(from)
            expect(await refusalOf(store.updateWorkloadStatus(id, to, admin, reason))).toEqual({
              code: 'INVALID_TRANSITION',
              from,
              to,
              allowed: TRANSITIONS[from],
              lastEvent: { kind: last?.kind, actor: last?.actor, at: last?.at, reason: null },
            })
            expect(await everythingOf(store, id)).toEqual(before)
          })
        }

        it(`agrees with updateWorkload on ${from} to ${to}`, async ({ store }) => {
          const { id, revision } = await workloadIn(store, from)
          const change = store.updateWorkload(id, { status: to }, admin, reasonFor(from))
          if (from === to) expect(await change).toMatchObject({ status: to, revision })
          else if (canTransition(from, to)) expect(await change).toMatchObject({ status: to })
          else expect(await refusalOf(change)).toMatchObject({ code: 'INVALID_TRANSITION', from, to })
        })
      }
    }

    it('says who ended a workload that somebody else wants to move', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(MINUTE)
      await store.killWorkload(id, { ...admin, name: 'Grace' }, { reason: 'runaway' })
      expect(await refusalOf(store.updateWorkloadStatus(id, 'completed', admin))).toMatchObject({
        from: 'killed',
        lastEvent: {
          kind: 'transitioned',
          actor: { kind: 'user', id: 'ada', name: 'Grace' },
          at: iso(START + MINUTE),
          reason: 'runaway',
        },
      })
    })

    it('keeps finished_at for terminal statuses alone, and cause for failed and killed alone', async ({
      store,
    }) => {
      for (const status of STATUSES) {
        const workload = await workloadIn(store, status)
        expect(workload.finishedAt !== null).toBe(isTerminal(status))
        expect(workload.cause !== null).toBe(status === 'failed' || status === 'killed')
      }
    })
  })
}
