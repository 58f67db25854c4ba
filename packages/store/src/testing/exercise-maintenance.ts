import { describe, expect } from 'vitest'
import { admin, createMany, eventsOf, held, idsOf, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'
import { makeVariedWorkloads } from './varied-workloads.ts'

export function exerciseMaintenance(it: StoreTest): void {
  describe('maintenance', () => {
    it('verifies every aggregate against the rows, and finds nothing wrong', async ({ store, clock }) => {
      expect(await store.verify()).toEqual({ workloads: 0, problems: [] })
      await makeVariedWorkloads(store, clock)
      const { id } = await workloadIn(store, 'completed', { labels: { a: 'b' } })
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'a test' })
      await store.deleteWorkload(id, admin, { reason: 'a test' })
      const { total } = await store.getWorkloadStats()
      expect(await store.verify()).toEqual({ workloads: total, problems: [] })
    })

    it('rebuilds every aggregate to what it was', async ({ store, clock }) => {
      await makeVariedWorkloads(store, clock)
      const before = [await store.getWorkloadStats(), await store.getDurations()]
      await store.rebuildStats()
      expect([await store.getWorkloadStats(), await store.getDurations()]).toEqual(before)
      expect((await store.verify()).problems).toEqual([])
    })

    it('rebuilds while others write, and loses none of their counts', async ({ store }) => {
      await createMany(store, 200)
      const rebuilt = store.rebuildStats()
      const writes = createMany(store, 200)
      await Promise.all([rebuilt, writes])
      expect((await store.getWorkloadStats()).total).toBe(400)
      expect((await store.verify()).problems).toEqual([])
    })

    it('makes a backup that opens, verifies and holds all that was acknowledged', async ({
      store,
      record,
    }) => {
      const { id } = await workloadIn(store, 'completed', { name: 'kept', code: 'x' })
      await store.appendLogLines(id, [{ seq: 0, stream: 'stdout', line: 'hello' }], admin)
      await store.appendAudit({ action: 'a' }, admin)
      const copy = await record.openBackup()
      expect(await copy.getWorkload(id)).toEqual(await store.getWorkload(id))
      expect(await eventsOf(copy, id)).toEqual(await eventsOf(store, id))
      expect(await copy.listLogLines(id)).toEqual(await store.listLogLines(id))
      expect(await copy.listAudit()).toEqual(await store.listAudit())
      expect(await copy.getWorkloadStats()).toEqual(await store.getWorkloadStats())
      expect(await copy.verify()).toEqual({ workloads: 1, problems: [] })
    })

    it('makes a backup of one moment while others write', async ({ store, record }) => {
      const before = await createMany(store, 500)
      const during = createMany(store, 1_500)
      const copy = await record.openBackup()
      await during
      const { workloads, problems } = await copy.verify()
      expect(problems).toEqual([])
      expect(workloads).toBeGreaterThanOrEqual(before.length)
      // What the copy holds it can write on, and the record does not see it.
      await copy.createWorkload({ ...held, name: 'in the copy' }, admin)
      expect((await store.getWorkloadStats()).total).toBe(2_000)
    })
  })

  describe('close', () => {
    it('waits for what is under way, and all of it is there afterwards', async ({ store, record }) => {
      const [made, reopened] = await Promise.all([createMany(store, 2_000), record.reopen()])
      expect((await reopened.getWorkloadStats()).total).toBe(2_000)
      expect(await idsOf(reopened, { limit: 200, order: 'oldest' })).toEqual(made.slice(0, 200))
    })

    it('can be asked for twice, and takes no more work', async ({ store }) => {
      const { id } = await store.createWorkload(held, admin)
      await Promise.all([store.close(), store.close()])
      await store.close()
      for (const late of [
        () => store.createWorkload(held, admin),
        () => store.getWorkload(id),
        () => store.listWorkloads(),
      ]) {
        await expect(late()).rejects.toThrow()
      }
    })

    it('keeps everything for the next opening', async ({ store, clock, record }) => {
      await makeVariedWorkloads(store, clock)
      const before = await store.listWorkloads({ limit: 200 })
      const [first] = before.items
      const whole = await store.getWorkload(first?.id ?? '')
      const reopened = await record.reopen()
      expect(await reopened.listWorkloads({ limit: 200 })).toEqual(before)
      expect(await reopened.getWorkload(whole.id)).toEqual(whole)
    })
  })
}
