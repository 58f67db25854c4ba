import { join } from 'node:path'
import type { WorkloadStatus } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { admin, held } from '../testing/fixtures.ts'
import { openParts } from '../testing/store-parts.ts'
import type { LaneDatabase } from './lane-database.ts'
import { scratchFolder } from './migrate-testing.ts'

const open = () => openParts(join(scratchFolder(), 'isola.db'))

/** A statement that only the COMMIT refuses: a workload without its source, which is looked for at the end. */
function withoutSource(db: LaneDatabase): void {
  db.run('PRAGMA defer_foreign_keys = ON')
  db.run(`INSERT INTO workloads (id, status, runtime, requested_isolation, isolation, hold, source_id, input_hash, labels,
      created_by_kind, created_by_id, created_by_name, created_at, log_bytes, logs_truncated, revision, change_revision,
      change_kind, change_actor, change_at)
    VALUES ('00000000000000000000000000', 'pending', 'node', 'auto', 'auto', 0, 0, zeroblob(32), '{}',
      'system', 's', 's', 0, 0, 0, 1, 1, 'created', '{}', 0)`)
}

describe('a COMMIT that fails', () => {
  it('is one clear error for all who shared it, stores nothing of any, and the next write works', async () => {
    const { store, lane } = await open()
    const before = await store.createWorkload(held, admin)
    const batch = await Promise.allSettled([
      store.createWorkload(held, admin),
      store.updateWorkloadStatus(before.id, 'running', admin),
      lane.submit(withoutSource),
      store.appendLogLines(before.id, [{ seq: 0, stream: 'stdout', line: 'lost' }], admin),
      store.addNote(before.id, 'lost', admin),
    ])

    const reasons = batch.map((result) => (result.status === 'rejected' ? result.reason : null))
    expect(reasons.map(String)).toEqual(batch.map(() => 'SqliteError: FOREIGN KEY constraint failed'))
    expect(await store.getWorkload(before.id)).toEqual(before)
    expect((await store.listEvents(before.id)).items).toHaveLength(1)
    expect((await store.listLogLines(before.id)).items).toEqual([])
    expect((await store.getWorkloadStats()).total).toBe(1)

    const next = await store.createWorkload(held, admin)
    expect(await store.getWorkload(next.id)).toEqual(next)
    expect(next.id > before.id).toBe(true)
    expect(await store.verify()).toEqual({ workloads: 2, problems: [] })
  })

  it('poisons nothing, however often it happens', async () => {
    const { store, lane, writer } = await open()
    const outcomes: string[] = []
    for (let round = 0; round < 50; round++) {
      const results = await Promise.allSettled([
        store.createWorkload(held, admin),
        round % 2 ? lane.submit(withoutSource) : Promise.resolve(),
      ])
      outcomes.push(results.map(({ status }) => status).join())
    }
    expect(outcomes.filter((outcome) => outcome === 'rejected,rejected')).toHaveLength(25)
    expect(outcomes.filter((outcome) => outcome === 'fulfilled,fulfilled')).toHaveLength(25)
    expect(writer.db.inTransaction).toBe(false)
    expect(await store.verify()).toEqual({ workloads: 25, problems: [] })
  })
})

describe('a statement that fails among others in its batch', () => {
  it('fails for its caller alone: what the neighbours did stands', async () => {
    const { store } = await open()
    const { id } = await store.createWorkload(held, admin)
    const moves: WorkloadStatus[] = ['completed', 'running', 'running', 'failed', 'completed']
    const creations = moves.map(() => store.createWorkload(held, admin))
    const transitions = moves.map((status) => store.updateWorkloadStatus(id, status, admin))
    // A cause without a failure breaks a CHECK: SQLite itself refuses the statement.
    const broken = store.updateWorkload(id, { cause: 'timeout', status: 'running' }, admin)

    const outcome = async (promise: Promise<unknown>) => (await Promise.allSettled([promise]))[0]?.status
    expect(await Promise.all(transitions.map(outcome))).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ])
    expect(await outcome(broken)).toBe('rejected')
    const made = await Promise.all(creations)
    for (const workload of made) expect(await store.getWorkload(workload.id)).toEqual(workload)
    expect((await store.listEvents(id)).items.map(({ to }) => to)).toEqual(['pending', 'running', 'failed'])
    expect(await store.verify()).toEqual({ workloads: 6, problems: [] })
  })

  it('fails for everybody when it ends their transaction: nobody is told that it worked', async () => {
    const { store, writer } = await open()
    writer.db.exec(`CREATE TEMP TRIGGER ends BEFORE INSERT ON main.workloads WHEN NEW.name = 'the end'
      BEGIN SELECT RAISE(ROLLBACK, 'the transaction is over'); END`)
    const before = await store.createWorkload(held, admin)
    const batch = await Promise.allSettled([
      store.createWorkload(held, admin),
      store.addNote(before.id, 'lost', admin),
      store.createWorkload({ ...held, name: 'the end' }, admin),
      store.createWorkload(held, admin),
    ])
    expect(batch).toMatchObject(batch.map(() => ({ reason: { message: 'the transaction is over' } })))
    await store.createWorkload(held, admin)
    expect(await store.verify()).toEqual({ workloads: 2, problems: [] })
    expect((await store.listEvents(before.id)).items).toHaveLength(1)
  })
})
