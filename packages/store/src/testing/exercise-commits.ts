import type { Workload } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Commit } from '../commit.ts'
import { collectCommits } from './commits.ts'
import { admin, held, UNKNOWN_ID, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const line = (seq: number, text = 'x') => ({ seq, stream: 'stdout' as const, line: text })

const writesOf = (commits: Commit[]) => commits.reduce((sum, { writes }) => sum + writes, 0)

export function exerciseCommits(it: StoreTest): void {
  describe('a commit', () => {
    it('is told after those who wrote were answered', async ({ store }) => {
      const order: string[] = []
      const told = await collectCommits(store, () => order.push('told'))
      await store.createWorkload(held, admin).then(() => order.push('answered'))
      await told()
      expect(order).toEqual(['answered', 'told'])
    })

    it('is told when what it brought can be read', async ({ store }) => {
      const { id } = await store.createWorkload(held, admin)
      const reads: Promise<Workload>[] = []
      const changes: Promise<number>[] = []
      const told = await collectCommits(store, () => {
        reads.push(store.getWorkload(id))
        changes.push(store.getLatestSeq())
      })
      const before = await store.getLatestSeq()
      await store.updateWorkloadStatus(id, 'running', admin)
      await told()
      expect((await Promise.all(reads)).map(({ status }) => status)).toEqual(['running'])
      expect(await Promise.all(changes)).toEqual([before + 1])
    })

    it('counts the writers that shared it, of whom only those whose statements stand', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      const told = await collectCommits(store)
      const outcomes = await Promise.allSettled([
        store.createWorkload(held, admin),
        store.updateWorkloadStatus(id, 'running', admin),
        store.addNote(id, 'seen', admin),
        store.killWorkload(UNKNOWN_ID, admin),
        store.createWorkload(held, admin),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      expect(writesOf(await told())).toBe(3)
    })

    it('is none when nobody’s statement stands, nor when somebody reads', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed')
      const told = await collectCommits(store)
      await Promise.allSettled([
        store.updateWorkloadStatus(id, 'running', admin),
        store.killWorkload(UNKNOWN_ID, admin),
        store.createWorkload({ ...held, name: ' ' }, admin),
      ])
      await Promise.all([
        store.getWorkload(id),
        store.listWorkloads(),
        store.listChanges({ after: 0, limit: 9 }),
      ])
      expect(await told()).toEqual([])
    })

    it('names the workloads whose logs grew, and no others', async ({ store }) => {
      const [one, two, three] = [
        await workloadIn(store, 'running'),
        await workloadIn(store, 'running'),
        await workloadIn(store, 'running'),
      ]
      await store.appendLogLines(three.id, [line(0)], admin)
      const told = await collectCommits(store)
      await Promise.allSettled([
        store.appendLogLines(one.id, [line(0)], admin),
        store.appendLogLines(two.id, [line(0)], admin),
        store.appendLogLines(two.id, [line(1)], admin),
        store.appendLogLines(three.id, [line(0, 'another under its number')], admin),
        store.addNote(three.id, 'seen', admin),
      ])
      const logs = (await told()).flatMap((commit) => [...commit.logs])
      expect(new Set(logs)).toEqual(new Set([one.id, two.id]))
    })

    it('is told to every listener until it stops', async ({ store }) => {
      const told = await collectCommits(store)
      const heard: string[] = []
      const [stopOne, stopTwo] = ['one', 'two'].map((name) => store.onCommit(() => heard.push(name)))
      const heardOfEntry = async () => {
        heard.length = 0
        await store.appendAudit({ action: 'heard of' }, admin)
        await told()
        // Half of it is what told() writes.
        return heard.slice(0, heard.length / 2)
      }
      expect(await heardOfEntry()).toEqual(['one', 'two'])
      stopOne?.()
      expect(await heardOfEntry()).toEqual(['two'])
      stopTwo?.()
      stopTwo?.()
      expect(await heardOfEntry()).toEqual([])
    })
  })

  describe('queuedWrites', () => {
    it('counts what waits, and is 0 when all was answered', async ({ store }) => {
      await store.createWorkload(held, admin)
      expect(store.queuedWrites()).toBe(0)
      const writing = Promise.all(Array.from({ length: 20 }, () => store.createWorkload(held, admin)))
      expect(store.queuedWrites()).toBe(20)
      await writing
      expect(store.queuedWrites()).toBe(0)
    })
  })
}
