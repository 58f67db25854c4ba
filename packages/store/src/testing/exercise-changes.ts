import type { Change, WorkloadEvent } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, createMany, eventsOf, held, lastEventOf, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'
import { makeVariedWorkloads } from './varied-workloads.ts'

/** Every change, in pages of that size. */
async function changesOf(store: Store, limit = 200): Promise<Change[]> {
  const all: Change[] = []
  for (;;) {
    const page = await store.listChanges({ after: all.at(-1)?.event.seq ?? 0, limit })
    all.push(...page)
    if (page.length < limit) return all
  }
}

/** Hears of changes while others write, until there are no more of either. */
async function follow(store: Store, isOver: () => boolean): Promise<number[]> {
  const heard: number[] = []
  for (;;) {
    const last = isOver()
    const page = await store.listChanges({ after: heard.at(-1) ?? 0, limit: 20 })
    heard.push(...page.map(({ event }) => event.seq))
    if (last && page.length === 0) return heard
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const numbersOf = (changes: Change[]) => changes.map(({ event }) => event.seq)

export function exerciseChanges(it: StoreTest): void {
  describe('listChanges', () => {
    it('gives the events of all workloads in one order, each with its workload as it is now', async ({
      store,
      clock,
    }) => {
      await makeVariedWorkloads(store, clock)
      const { id } = await workloadIn(store, 'pending')
      await store.addNote(id, 'seen', admin)
      await store.killWorkload(id, admin)
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'a test' })
      const { items } = await store.listWorkloads({ limit: 200 })
      const events: WorkloadEvent[] = []
      for (const row of items) events.push(...(await eventsOf(store, row.id)))
      events.sort((one, other) => one.seq - other.seq)
      const asNow = events.map((event) => ({
        event,
        workload: items.find((row) => row.id === event.workloadId),
      }))
      expect(await changesOf(store)).toEqual(asNow)
    })

    it('keeps the order in which writers were committed, not that of ids', async ({ store }) => {
      const [older, newer] = await createMany(store, 2)
      await store.updateWorkloadStatus(newer ?? '', 'running', admin)
      await store.updateWorkloadStatus(older ?? '', 'running', admin)
      const changes = await changesOf(store)
      expect(changes.map(({ event }) => event.workloadId)).toEqual([older, newer, newer, older])
      expect(changes.map(({ workload }) => workload?.status)).toEqual(Array(4).fill('running'))
    })

    it('has no workload for one that is deleted, but all that was said of it', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      const other = await workloadIn(store, 'pending')
      await store.deleteWorkload(id, admin, { reason: 'a test' })
      const changes = await changesOf(store)
      const gone = changes.filter(({ event }) => event.workloadId === id)
      expect(gone.map(({ event }) => event.kind)).toEqual([
        'created',
        'transitioned',
        'transitioned',
        'deleted',
      ])
      expect(gone.map(({ workload }) => workload)).toEqual([null, null, null, null])
      expect(changes.filter(({ workload }) => workload?.id === other.id)).toHaveLength(1)
    })

    it('goes on after an event, so many at a time', async ({ store }) => {
      await createMany(store, 10)
      const all = await changesOf(store)
      for (const limit of [1, 3, 10]) expect(await changesOf(store, limit)).toEqual(all)
      expect(await store.listChanges({ after: numbersOf(all)[6] ?? 0, limit: 2 })).toEqual(all.slice(7, 9))
      expect(await store.listChanges({ after: numbersOf(all)[9] ?? 0, limit: 2 })).toEqual([])
    })

    it('lets one who follows miss nothing and hear nothing twice, however many write', async ({ store }) => {
      let over = false
      const write = async () => {
        for (let n = 0; n < 10; n++) await workloadIn(store, 'completed')
      }
      const writing = Promise.all(Array.from({ length: 8 }, write)).then(() => {
        over = true
      })
      const [heard] = await Promise.all([follow(store, () => over), writing])
      expect(heard).toHaveLength(8 * 10 * 3)
      expect(heard).toEqual(numbersOf(await changesOf(store)))
    })

    it('is empty at first, and the same after a restart', async ({ store, record }) => {
      expect(await changesOf(store)).toEqual([])
      await workloadIn(store, 'failed')
      const before = await changesOf(store)
      expect(await changesOf(await record.reopen())).toEqual(before)
    })
  })

  describe('getLatestSeq', () => {
    it('is the number of the newest event, and 0 before the first', async ({ store }) => {
      expect(await store.getLatestSeq()).toBe(0)
      const { id } = await workloadIn(store, 'completed')
      expect(await store.getLatestSeq()).toBe((await lastEventOf(store, id))?.seq)
      const note = await store.addNote(id, 'seen', admin)
      expect(await store.getLatestSeq()).toBe(note.seq)
      await store.appendLogLines(id, [{ seq: 0, stream: 'stdout', line: 'no event' }], admin)
      await store.appendAudit({ action: 'none either' }, admin)
      expect(await store.getLatestSeq()).toBe(note.seq)
      await store.deleteWorkload(id, admin, { reason: 'a test' })
      expect(await store.getLatestSeq()).toBeGreaterThan(note.seq)
    })

    it('is where one begins who wants to hear of what comes', async ({ store, record }) => {
      await createMany(store, 3)
      const after = await store.getLatestSeq()
      const { id } = await store.createWorkload(held, admin)
      const reopened = await record.reopen()
      const [change, ...more] = await reopened.listChanges({ after, limit: 10 })
      expect([change?.workload?.id, more]).toEqual([id, []])
      expect(await reopened.getLatestSeq()).toBe(change?.event.seq)
    })
  })
}
