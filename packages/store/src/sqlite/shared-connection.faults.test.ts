import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PrismaClient } from '../generated/prisma/client.ts'
import { sayFigures } from '../testing/figures.ts'
import { admin, held } from '../testing/fixtures.ts'
import { openParts } from '../testing/store-parts.ts'
import { scratchFolder } from './migrate-testing.ts'
import { adapterFactory } from './serialised-adapter.ts'

const rounds = process.env.ISOLA_FAULTS === 'full' ? 100 : 5

/** A store, and somebody else who uses its writing connection through Prisma, as a library's adapter does. */
async function open() {
  const parts = await openParts(join(scratchFolder(), 'isola.db'))
  const prisma = new PrismaClient({ adapter: adapterFactory(parts.writer.adapter) })
  return { ...parts, prisma }
}

/** A row of a table that the store has no verb for. */
const entry = (id: string, capacity = 1) => ({
  data: {
    ...{ id, bootId: '', name: '', version: '', labels: '{}', capacity, capabilities: '[]' },
    ...{ registeredAt: new Date(), lastHeartbeatAt: new Date() },
  },
})

describe('another user of the writing connection', () => {
  it('loses none of our acknowledged writes when it rolls back, nor we its own', {
    timeout: 600_000,
  }, async () => {
    const { store, prisma } = await open()
    const mine: string[] = []
    let completed = 0
    const theirs: string[] = []

    const writeMine = async () => {
      const { id } = await store.createWorkload(held, admin)
      await store.updateWorkloadStatus(id, 'running', admin)
      mine.push(id)
      if (mine.length % 3 !== 0) return
      await store.updateWorkloadStatus(id, 'completed', admin)
      completed++
    }
    const rollBack = (name: string) =>
      expect(
        prisma.$transaction(async (tx) => {
          await tx.runner.create(entry(name))
          await tx.runner.count()
          throw new Error('changed my mind')
        }),
      ).rejects.toThrow('changed my mind')
    const writeTheirs = async (name: string) => {
      await prisma.$transaction(async (tx) => {
        await tx.runner.create(entry(name))
        await tx.runner.count()
      })
      theirs.push(name)
    }
    const writeAlone = async (name: string) => {
      await prisma.runner.create(entry(name))
      theirs.push(name)
    }
    /** One statement, for which Prisma opens no transaction: it must not join that of another. */
    const writeRaw = async (name: string) => {
      await prisma.$executeRaw`INSERT INTO runners VALUES (${name}, '', '', '', '{}', 1, '[]', 0, 0)`
      theirs.push(name)
    }

    const acts = [writeMine, rollBack, writeTheirs, writeAlone, writeRaw, rollBack]
    /** Everybody does everything, each beginning with something else. */
    const act = async (caller: number) => {
      for (let turn = 0; turn < rounds * acts.length; turn++) {
        await acts[(caller + turn) % acts.length]?.(`${caller} ${turn}`)
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, caller) => act(caller)))

    expect(mine).toHaveLength(rounds * 12)
    const { total, byStatus } = await store.getWorkloadStats()
    expect({ total, ...byStatus }).toMatchObject({ total: mine.length, pending: 0, completed })
    for (const id of mine) await store.getWorkload(id)
    const stored = await prisma.runner.findMany({ select: { id: true } })
    expect(stored.map(({ id }) => id).sort()).toEqual(theirs.sort())
    expect((await store.verify()).problems).toEqual([])
    sayFigures('one connection, two users, 0 acknowledged lost', {
      'our writes': mine.length * 2 + completed,
      'their writes': theirs.length,
    })
  })

  it('has a COMMIT that fails to itself: what comes next works, for it and for us', async () => {
    const { store, prisma, writer } = await open()
    const defer = 'PRAGMA defer_foreign_keys = ON'
    const insert = `INSERT INTO workloads (id, status, runtime, requested_isolation, isolation, hold,
        source_id, input_hash, labels, created_by_kind, created_by_id, created_by_name, created_at, log_bytes, logs_truncated,
        revision, change_revision, change_kind, change_actor, change_at)
      VALUES ('00000000000000000000000000', 'pending', 'node', 'auto', 'auto', 0, 0, zeroblob(32), '{}',
        'system', 's', 's', 0, 0, 0, 1, 1, 'created', '{}', 0)`
    const interactive = () =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRawUnsafe(defer)
        await tx.$executeRawUnsafe(insert)
      })
    const listed = () =>
      prisma.$transaction([prisma.$executeRawUnsafe(defer), prisma.$executeRawUnsafe(insert)])
    for (let round = 0; round < 4; round++) {
      const results = await Promise.allSettled([
        store.createWorkload(held, admin),
        round % 2 === 0 ? interactive() : listed(),
        store.createWorkload(held, admin),
        prisma.runner.create(entry(`beside ${round}`)),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
      expect(writer.db.inTransaction).toBe(false)
      await prisma.$transaction([prisma.runner.create(entry(`after ${round}`))])
    }
    expect(await store.verify()).toEqual({ workloads: 8, problems: [] })
    expect(await prisma.runner.count()).toBe(8)
  })

  it('lets go of the connection when its transaction takes longer than it may', async () => {
    const { store, prisma } = await open()
    let waiting: Promise<unknown> | undefined
    const late = prisma.$transaction(
      async (tx) => {
        await tx.runner.create(entry('too late'))
        waiting = store.createWorkload(held, admin)
        await waiting
        await tx.runner.create(entry('later still'))
      },
      { timeout: 50 },
    )
    await expect(late).rejects.toThrow(/expired|closed|timeout/i)
    await waiting
    expect(await prisma.runner.count()).toBe(0)
    expect(await store.verify()).toEqual({ workloads: 1, problems: [] })
  })

  it('lets go of the connection when it gave up waiting for its turn', async () => {
    const { store, prisma, writer } = await open()
    const release = await writer.mutex.acquire()
    const impatient = prisma.$transaction((tx) => tx.runner.create(entry('never')), { maxWait: 20 })
    await expect(impatient).rejects.toThrow()
    release()
    await store.createWorkload(held, admin)
    expect(await prisma.runner.count()).toBe(0)
    expect(writer.db.inTransaction).toBe(false)
  })

  it('goes on after a statement of its transaction failed, and touches none of ours', async () => {
    const { store, prisma } = await open()
    await Promise.all([
      prisma.$transaction(async (tx) => {
        await tx.runner.create(entry('kept'))
        await expect(tx.runner.create(entry('refused', 0))).rejects.toThrow()
        await tx.runner.create(entry('kept too'))
      }),
      store.createWorkload(held, admin),
    ])
    expect(await prisma.runner.count()).toBe(2)
    expect((await store.getWorkloadStats()).total).toBe(1)
  })
})
