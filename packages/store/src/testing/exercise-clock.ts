import { idTime } from '@isola/domain'
import { describe, expect } from 'vitest'
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
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

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

    it('give no negative duration, whatever the clock does meanwhile', async ({ store, clock }) => {
      for (const jump of [3 * DAY, -3 * DAY, -3 * DAY, 6 * DAY]) {
        const { id, startedAt } = await workloadIn(store, 'running')
        clock.advance(jump)
        const ended = await store.updateWorkloadStatus(id, 'completed', admin)
        const started = Date.parse(startedAt ?? '')
        const finished = Math.max(started, clock.ms)
        expect(ended).toMatchObject({ finishedAt: iso(finished), durationMs: finished - started })
      }
      expect((await store.verify()).problems).toEqual([])
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
