import type { WorkloadEvent } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  app,
  eventsOf,
  faultyFieldsOf,
  HOUR,
  held,
  iso,
  MINUTE,
  operator,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'a correction' }

/** The fields that a history ends with, and how often it raised the revision. */
function replay(events: WorkloadEvent[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  let revision = 0
  for (const { kind, changes } of events) {
    if (kind === 'noted' || kind === 'retried') continue
    revision++
    for (const [field, { old, new: next }] of Object.entries(changes ?? {})) {
      expect(old, `old ${field} of ${kind}`).toEqual(row[field] ?? null)
      row[field] = next
    }
  }
  return { ...row, revision }
}

export function exerciseHistory(it: StoreTest): void {
  describe('history', () => {
    it('numbers events in one sequence over all workloads, in the order of commits', async ({ store }) => {
      const one = await store.createWorkload(held, admin)
      const two = await store.createWorkload(held, admin)
      await store.updateWorkloadStatus(two.id, 'running', admin)
      await store.addNote(one.id, 'a note', admin)
      const all = [...(await eventsOf(store, one.id)), ...(await eventsOf(store, two.id))]
      const ordered = all.sort((a, b) => a.seq - b.seq)
      expect(ordered.map(({ workloadId, kind }) => [workloadId, kind])).toEqual([
        [one.id, 'created'],
        [two.id, 'created'],
        [two.id, 'transitioned'],
        [one.id, 'noted'],
      ])
      expect(new Set(ordered.map(({ seq }) => seq)).size).toBe(4)
    })

    it('goes on with the sequence after a restart, and never gives a number twice', async ({
      store,
      record,
    }) => {
      const { id } = await workloadIn(store, 'failed')
      await store.deleteWorkload(id, admin, because)
      const last = (await eventsOf(store, id)).at(-1)?.seq ?? 0
      const reopened = await record.reopen()
      const next = await reopened.createWorkload(held, admin)
      expect((await eventsOf(reopened, next.id))[0]?.seq).toBe(last + 1)
    })

    it('comes in pages, oldest first', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      for (const text of ['a', 'b', 'c', 'd']) await store.addNote(id, text, admin)
      const first = await store.listEvents(id, { limit: 2 })
      expect(first.items.map(({ reason }) => reason)).toEqual([null, 'a'])
      const second = await store.listEvents(id, { limit: 2, cursor: first.nextCursor ?? '' })
      expect(second.items.map(({ reason }) => reason)).toEqual(['b', 'c'])
      const third = await store.listEvents(id, { limit: 2, cursor: second.nextCursor ?? '' })
      expect(third).toMatchObject({ items: [{ reason: 'd' }], nextCursor: null })
      const exact = await store.listEvents(id, { limit: 5 })
      expect([exact.items.length, exact.nextCursor]).toEqual([5, null])
    })

    it('comes in pages, newest first', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      for (const text of ['a', 'b', 'c']) await store.addNote(id, text, admin)
      const first = await store.listEvents(id, { order: 'newest', limit: 2 })
      expect(first.items.map(({ reason }) => reason)).toEqual(['c', 'b'])
      const rest = await store.listEvents(id, { order: 'newest', limit: 2, cursor: first.nextCursor ?? '' })
      expect(rest).toMatchObject({ items: [{ reason: 'a' }, { kind: 'created' }], nextCursor: null })
    })

    it('refuses limits and cursors that are none', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      for (const limit of [0, 201, 1.5, -1]) {
        expect(await faultyFieldsOf(store.listEvents(id, { limit }))).toEqual(['limit'])
      }
      for (const cursor of ['', 'x', '-1', id]) {
        expect(await faultyFieldsOf(store.listEvents(id, { cursor }))).toEqual(['cursor'])
      }
    })

    it('gives the row when it is replayed', async ({ store, clock }) => {
      const { id } = await store.createWorkload(
        {
          ...held,
          name: 'a',
          code: 'xyz',
          cpuLimit: 1 / 3,
          labels: { a: 'b' },
          createdAt: iso(START - HOUR),
        },
        admin,
      )
      await store.updateWorkload(id, { status: 'running', error: 'line "one"\n\u0000two' }, admin)
      clock.advance(MINUTE)
      const output = { contentType: 'text/plain', encoding: 'utf8', data: 'x' } as const
      await store.updateWorkload(id, { exitCode: -1, output }, admin)
      await store.addNote(id, 'looks odd', operator)
      clock.advance(2 ** 31)
      await store.updateWorkloadStatus(id, 'failed', admin)
      await store.updateWorkload(id, { error: null, durationMs: 5, cause: 'memory' }, admin, because)
      await store.retryWorkload(id, app)
      await store.overrideWorkloadStatus(id, 'completed', admin, because)
      await store.updateWorkload(id, { startedAt: iso(START - MINUTE) }, admin, because)

      const { sourceBytes, output: replayedOutput, ...replayed } = replay(await eventsOf(store, id))
      const stored = await store.getWorkload(id)
      expect(stored).toMatchObject(replayed)
      expect(sourceBytes).toBe(3)
      const { data: _, ...info } = stored.output ?? { data: '' }
      expect(replayedOutput).toMatchObject(info)
      const outsideHistory = [
        'id',
        'code',
        'image',
        'input',
        'output',
        'errorLine',
        'logBytes',
        'logsTruncated',
        'leasedBy',
        'leaseUntil',
        'lastHeartbeatAt',
      ]
      const untold = Object.entries(stored).filter(
        ([field]) => !(field in replayed) && !outsideHistory.includes(field),
      )
      // What no event speaks of is as empty as it was at first.
      expect(untold).toEqual([['killRequestedAt', null]])
    })

    it('tells from and to on created, transitioned and overridden alone', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed')
      await store.updateWorkload(id, { exitCode: 1 }, admin, because)
      await store.overrideWorkloadStatus(id, 'killed', admin, because)
      await store.addNote(id, 'hm', admin)
      await store.retryWorkload(id, admin)
      expect((await eventsOf(store, id)).map(({ kind, from, to }) => [kind, from, to])).toEqual([
        ['created', null, 'pending'],
        ['transitioned', 'pending', 'running'],
        ['transitioned', 'running', 'failed'],
        ['amended', null, null],
        ['overridden', 'failed', 'killed'],
        ['noted', null, null],
        ['retried', null, null],
      ])
    })
  })

  describe('addNote', () => {
    it('answers with the event, and changes no revision', async ({ store, clock }) => {
      const workload = await workloadIn(store, 'killed')
      clock.advance(MINUTE)
      const note = await store.addNote(workload.id, ' see ticket 7\n', operator)
      expect(note).toMatchObject({
        workloadId: workload.id,
        kind: 'noted',
        reason: ' see ticket 7\n',
        at: iso(START + MINUTE),
        actor: { kind: 'user', id: 'oleg', name: 'Oleg' },
        from: null,
        to: null,
        changes: null,
      })
      expect((await eventsOf(store, workload.id)).at(-1)).toEqual(note)
      expect(await store.getWorkload(workload.id)).toEqual(workload)
    })

    it('takes 10,000 characters, and refuses more, or none', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      await store.addNote(id, 'x'.repeat(10_000), admin)
      for (const text of ['', ' ', 'x'.repeat(10_001), '\ud800']) {
        expect(await faultyFieldsOf(store.addNote(id, text, admin))).toEqual(['text'])
      }
      expect(await eventsOf(store, id)).toHaveLength(2)
    })
  })
}
