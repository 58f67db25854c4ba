import { idTime } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import {
  admin,
  app,
  DAY,
  faultyFieldsOf,
  HOUR,
  held,
  idsOf,
  iso,
  lastEventOf,
  refusalOf,
  START,
  type TestClock,
  workloadIn,
} from './fixtures.ts'
import { claimBy, LEASE, leased, pass, register, rex, work } from './runners.ts'
import type { StoreTest } from './store-test.ts'

interface Leased {
  id: string
  token: string
  /** One that its creator runs. */
  held: string
}

export function exerciseClock(it: StoreTest): void {
  describe('ids and clocks', () => {
    it('put the time of creation into the id', async ({ store, clock }) => {
      clock.advance(123)
      const { id, createdAt } = await store.createWorkload(held, admin)
      expect([idTime(id), createdAt]).toEqual([START + 123, iso(START + 123)])
    })

    it('number new work in the order of its creation, also within one millisecond', async ({ store }) => {
      const made = await Promise.all(Array.from({ length: 300 }, () => store.createWorkload(held, admin)))
      const ids = made.map(({ id }) => id)
      expect([...new Set(ids)].sort()).toEqual(ids)
      expect(new Set(made.map(({ createdAt }) => createdAt))).toEqual(new Set([iso(START)]))
    })

    it('keep createdAt and the order when the clock jumps back by 3 days, until it has caught up', async ({
      store,
      clock,
    }) => {
      const before = await store.createWorkload(held, admin)
      clock.advance(-3 * DAY)
      const during = await store.createWorkload(held, admin)
      expect(during.createdAt).toBe(before.createdAt)
      expect(during.id > before.id).toBe(true)
      clock.advance(3 * DAY + 1)
      const after = await store.createWorkload(held, admin)
      expect(after.createdAt).toBe(iso(START + 1))
      expect(after.id > during.id).toBe(true)
    })

    it('keep the order across a restart with a clock that jumped back', async ({ store, clock, record }) => {
      const before = await store.createWorkload(held, admin)
      clock.advance(-3 * DAY)
      const reopened = await record.reopen()
      const after = await reopened.createWorkload(held, admin)
      expect(after.createdAt).toBe(before.createdAt)
      expect(after.id > before.id).toBe(true)
      expect(await idsOf(reopened, { order: 'oldest' })).toEqual([before.id, after.id])
    })

    it('follow the clock 3 days ahead, and stay there when it comes back', async ({
      store,
      clock,
      record,
    }) => {
      clock.advance(3 * DAY)
      const ahead = await store.createWorkload(held, admin)
      expect(ahead.createdAt).toBe(iso(START + 3 * DAY))
      clock.advance(-3 * DAY)
      const reopened = await record.reopen()
      const back = await reopened.createWorkload(held, admin)
      expect(back.createdAt).toBe(ahead.createdAt)
      const retried = await workloadIn(reopened, 'failed')
      const retry = await reopened.retryWorkload(retried.id, admin)
      expect([retry.createdAt, retry.id > retried.id]).toEqual([ahead.createdAt, true])
    })

    it('give no duration that the clock did not measure, whatever it does meanwhile', async ({
      store,
      clock,
    }) => {
      // The last one starts while the clock is behind, and ends when it has caught up.
      for (const [jump, durationMs] of [
        [3 * DAY, 3 * DAY],
        [-3 * DAY, null],
        [-3 * DAY, null],
        [6 * DAY, null],
        [7 * DAY, 7 * DAY],
      ] as const) {
        const { id, startedAt } = await workloadIn(store, 'running')
        clock.advance(jump)
        const ended = await store.updateWorkloadStatus(id, 'completed', admin)
        const finished = Math.max(Date.parse(startedAt ?? ''), clock.ms)
        expect(ended).toMatchObject({ finishedAt: iso(finished), durationMs })
      }
      expect(await store.getWorkloadStats()).toMatchObject({ total: 5, averageDurationMs: 5 * DAY })
      expect((await store.verify()).problems).toEqual([])
    })

    const reason = { reason: 'a test' }
    const ENDS: [how: string, end: (store: Store, clock: TestClock, lease: Leased) => Promise<unknown>][] = [
      ['a status', (store, _, { id }) => store.updateWorkloadStatus(id, 'completed', admin)],
      ['an update', (store, _, { id }) => store.updateWorkload(id, { status: 'failed', exitCode: 1 }, admin)],
      ['an override', (store, _, { id }) => store.overrideWorkloadStatus(id, 'completed', admin, reason)],
      ['its runner', (store, _, { id, token }) => store.finish(id, token, { status: 'completed' }, rex)],
      ['the loss of its runner', (store, clock) => pass(store, clock, LEASE)],
      ['a kill', (store, _, { held }) => store.killWorkload(held, admin)],
    ]
    for (const [how, end] of ENDS) {
      for (const [when, before, meanwhile] of [
        ['begins when the clock is right and ends behind that', 0, -DAY],
        ['begins behind its creation and ends there', -DAY, HOUR],
        ['begins behind its creation and ends when the clock has caught up', -DAY, 2 * DAY],
      ] as const) {
        it(`derive no duration of what ${when}, by ${how}`, async ({ store, clock }) => {
          const { id } = await work(store)
          const { id: held } = await workloadIn(store, 'pending')
          clock.advance(before)
          await register(store, rex)
          const claim = await claimBy(store, rex)
          await store.updateWorkloadStatus(held, 'running', admin)
          clock.advance(meanwhile)
          await end(store, clock, { id, held, token: claim?.lease.leaseToken ?? '' })
          const ended = await store.getWorkload(how === 'a kill' ? held : id)
          expect(ended.finishedAt).not.toBeNull()
          expect(ended).toMatchObject({ startedAt: iso(START), durationMs: null })
        })
      }
    }

    it('keep a duration that is given while the clock is behind', async ({ store, clock }) => {
      await workloadIn(store, 'pending')
      clock.advance(-DAY)
      const { id } = await workloadIn(store, 'running')
      clock.advance(HOUR)
      const ended = await store.updateWorkload(id, { status: 'completed', durationMs: HOUR }, admin)
      expect(ended.durationMs).toBe(HOUR)
      const { id: leasedId, token } = await leased(store)
      await store.finish(leasedId, token, { status: 'completed', durationMs: 7 }, rex)
      expect((await store.getWorkload(leasedId)).durationMs).toBe(7)
    })

    it('derive durations of what the clock has caught up with, though it stands behind newer work', async ({
      store,
      clock,
    }) => {
      const { id } = await workloadIn(store, 'pending')
      clock.advance(3 * DAY)
      await workloadIn(store, 'pending')
      clock.advance(-3 * DAY + HOUR)
      await store.updateWorkloadStatus(id, 'running', admin)
      clock.advance(HOUR)
      expect((await store.updateWorkloadStatus(id, 'completed', admin)).durationMs).toBe(HOUR)
    })

    it('derive a duration from times that an amendment gives', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'pending')
      clock.advance(-DAY)
      await store.updateWorkloadStatus(id, 'running', admin)
      clock.advance(2 * DAY)
      expect((await store.updateWorkloadStatus(id, 'completed', admin)).durationMs).toBeNull()
      const startedAt = iso(START + HOUR)
      const amended = await store.updateWorkload(id, { startedAt }, admin, { reason: 'from its own log' })
      expect(amended.durationMs).toBe(DAY - HOUR)
    })

    it('stamp the start of old work no earlier than its creation', async ({ store, clock }) => {
      const { id, createdAt } = await workloadIn(store, 'pending')
      clock.advance(-3 * DAY)
      expect((await store.updateWorkloadStatus(id, 'running', admin)).startedAt).toBe(createdAt)
      const waiting = await workloadIn(store, 'pending')
      expect((await store.killWorkload(waiting.id, admin)).finishedAt).toBe(createdAt)
    })
  })

  describe('an import', () => {
    it('gets a fresh id at its own time, and stands there in the order', async ({ store }) => {
      const now = await store.createWorkload(held, admin)
      const createdAt = iso(START - 3 * DAY)
      const old = await store.createWorkload({ ...held, createdAt }, admin)
      const twin = await store.createWorkload({ ...held, createdAt }, admin)
      expect([old.createdAt, idTime(old.id), twin.createdAt]).toEqual([createdAt, START - 3 * DAY, createdAt])
      expect(twin.id).not.toBe(old.id)
      expect((await idsOf(store, {}))[0]).toBe(now.id)
      expect((await idsOf(store, { order: 'oldest' })).slice(0, 2).sort()).toEqual([old.id, twin.id].sort())
    })

    it('says in its history when it was imported', async ({ store }) => {
      const createdAt = iso(START - 3 * DAY)
      const { id } = await store.createWorkload({ ...held, createdAt }, admin)
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'created',
        at: iso(START),
        changes: { createdAt: { old: null, new: createdAt } },
      })
    })

    it('does not hold back the time of new work', async ({ store }) => {
      await store.createWorkload({ ...held, createdAt: iso(START - DAY) }, admin)
      expect((await store.createWorkload(held, admin)).createdAt).toBe(iso(START))
    })

    it('of this very millisecond leaves new work after it', async ({ store }) => {
      for (let i = 0; i < 20; i++) {
        const imported = await store.createWorkload({ ...held, createdAt: iso(START) }, admin)
        const created = await store.createWorkload(held, admin)
        expect(created.id > imported.id).toBe(true)
      }
    })

    it('of long ago neither loosens the order of new work nor turns back its time', async ({
      store,
      clock,
    }) => {
      clock.advance(3 * DAY)
      const newest = await store.createWorkload(held, admin)
      clock.advance(-3 * DAY)
      const ids = [newest.id]
      for (let i = 0; i < 10; i++) {
        await store.createWorkload({ ...held, createdAt: iso(START - DAY) }, admin)
        const created = await store.createWorkload(held, admin)
        expect(created.createdAt).toBe(newest.createdAt)
        ids.push(created.id)
      }
      expect(ids.toSorted()).toEqual(ids)
    })

    it('may be as old as 1970, and is normalised to UTC', async ({ store }) => {
      const first = await store.createWorkload({ ...held, createdAt: '1970-01-01T01:00:00+01:00' }, admin)
      expect([first.createdAt, idTime(first.id)]).toEqual(['1970-01-01T00:00:00.000Z', 0])
    })

    it('may not lie in the future, nor before 1970', async ({ store }) => {
      for (const createdAt of [iso(START + 1), '1969-12-31T23:59:59.999Z']) {
        const created = store.createWorkload({ ...held, createdAt }, admin)
        expect(await faultyFieldsOf(created)).toEqual(['createdAt'])
      }
      expect((await store.getWorkloadStats()).total).toBe(0)
    })

    it('is forbidden without the right to it', async ({ store }) => {
      const created = store.createWorkload({ ...held, createdAt: iso(START - HOUR) }, app)
      expect(await refusalOf(created)).toEqual({ code: 'FORBIDDEN' })
      // The input is looked at first.
      const future = store.createWorkload({ ...held, createdAt: iso(START + HOUR) }, app)
      expect(await faultyFieldsOf(future)).toEqual(['createdAt'])
      expect((await store.getWorkloadStats()).total).toBe(0)
    })

    it('can be led through its life with its own times', async ({ store }) => {
      const createdAt = iso(START - 9 * DAY)
      const { id } = await store.createWorkload({ ...held, createdAt }, admin)
      await store.updateWorkload(id, { status: 'running', startedAt: iso(START - 8 * DAY) }, admin)
      const finishedAt = iso(START - 7 * DAY)
      const ended = await store.updateWorkload(id, { status: 'completed', finishedAt }, admin)
      expect(ended).toMatchObject({ createdAt, finishedAt, durationMs: DAY })
    })
  })
}
