import { join } from 'node:path'
import { idTime, toMs, type WorkloadEvent, type WorkloadSummary } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { openFile, scratchFolder } from '../sqlite/migrate-testing.ts'
import type { Store } from '../store.ts'
import { admin, DAY, held, iso, SECOND, TestClock } from './fixtures.ts'
import { putUnderLoad } from './load.ts'

const jumps = process.env.ISOLA_FAULTS === 'full' ? 300 : 20

async function allOf(store: Store): Promise<WorkloadSummary[]> {
  const all: WorkloadSummary[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.listWorkloads({ order: 'oldest', limit: 200, ...(cursor && { cursor }) })
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}

/** Ids of created workloads in the order in which they were committed. */
const idsByCommit = (file: string): string[] =>
  openFile(file)
    .prepare("SELECT workload_id FROM workload_events WHERE kind = 'created' ORDER BY seq")
    .pluck()
    .all() as string[]

describe('a clock that jumps three days to and fro', () => {
  it(`makes no duration negative and keeps ids in the order of commits (${jumps} jumps)`, {
    timeout: 600_000,
  }, async () => {
    const file = join(scratchFolder(), 'isola.db')
    const clock = new TestClock()
    const store = await openStore({ url: `file:${file}`, clock })
    const load = putUnderLoad(store)
    for (let jump = 0; jump < jumps; jump++) {
      clock.advance((jump % 2 === 0 ? 1 : -1) * 3 * DAY + Math.floor(Math.random() * SECOND))
      await load.reached(100)
    }
    await load.stop()
    expect(load.refusals).toEqual([])

    const workloads = await allOf(store)
    const impossible = workloads.filter(({ id, createdAt, startedAt, finishedAt, durationMs }) => {
      const times = [createdAt, startedAt ?? createdAt, finishedAt ?? startedAt ?? createdAt]
      const ordered = times.join() === times.toSorted().join()
      return !ordered || (durationMs ?? 0) < 0 || idTime(id) !== toMs(createdAt)
    })
    expect(impossible).toEqual([])
    expect(idsByCommit(file)).toEqual(workloads.map(({ id }) => id))
    expect((await store.verify()).problems).toEqual([])
    await store.close()
  })

  it('keeps new work behind the old across a restart, and then follows the clock again', async () => {
    const url = `file:${join(scratchFolder(), 'isola.db')}`
    const clock = new TestClock()
    const create = async (): Promise<string> => {
      const store = await openStore({ url, clock })
      const { id } = await store.createWorkload(held, admin)
      await store.close()
      return id
    }
    const before = await create()
    clock.advance(-3 * DAY)
    const behind = await create()
    expect([behind > before, idTime(behind)]).toEqual([true, idTime(before)])
    clock.advance(3 * DAY + SECOND)
    expect(idTime(await create())).toBe(clock.now())
  })

  it('does not hold new work back for what came to nothing while the clock was ahead', async () => {
    const clock = new TestClock()
    const store = await openStore({ url: `file:${join(scratchFolder(), 'isola.db')}`, clock })
    const { id } = await store.createWorkload({ ...held, idempotencyKey: 'once' }, admin)
    clock.advance(3 * DAY)
    await store.createWorkload({ ...held, idempotencyKey: 'once' }, admin)
    await expect(store.retryWorkload(id, admin)).rejects.toMatchObject({ code: 'NOT_TERMINAL' })
    clock.advance(-3 * DAY + SECOND)
    expect((await store.createWorkload(held, admin)).createdAt).toBe(iso(clock.now()))
    await store.close()
  })

  it('leaves history in the order in which things happened', async () => {
    const clock = new TestClock()
    const store = await openStore({ url: `file:${join(scratchFolder(), 'isola.db')}`, clock })
    const { id } = await store.createWorkload(held, admin)
    for (const status of ['running', 'completed'] as const) {
      clock.advance(-3 * DAY)
      await store.updateWorkloadStatus(id, status, admin)
    }
    const { items } = await store.listEvents(id)
    expect(items.map(({ to }: WorkloadEvent) => to)).toEqual(['pending', 'running', 'completed'])
    const { createdAt, startedAt, finishedAt, durationMs } = await store.getWorkload(id)
    expect({ startedAt, finishedAt, durationMs }).toEqual({
      startedAt: createdAt,
      finishedAt: createdAt,
      durationMs: null,
    })
    await store.close()
  })
})
