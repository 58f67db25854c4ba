import { statSync } from 'node:fs'
import { join } from 'node:path'
import { isIsolaError } from '@isola/domain'
import { describe, expect, it, type TestContext } from 'vitest'
import { openStore } from '../../open-store.ts'
import { bytesOf, scratchFolder } from '../../sqlite/migrate-testing.ts'
import type { Store } from '../../store.ts'
import { sayFigures } from '../figures.ts'
import { admin, held } from '../fixtures.ts'
import { openParts } from '../store-parts.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

const FULL = { code: 'STORE_FULL' }
const large = { ...held, code: 'x'.repeat(50_000) }

/** Creates workloads until there is no room; answers the ids of those that were acknowledged. */
async function writeUntilFull(store: Pick<Store, 'createWorkload'>): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    try {
      ids.push((await store.createWorkload({ ...large, name: `n${ids.length}` }, admin)).id)
    } catch (error) {
      if (!isIsolaError(error, 'STORE_FULL')) throw error
      return ids
    }
  }
}

async function expectReadsAlive(store: Omit<Store, 'close'>, ids: string[]): Promise<void> {
  for (const id of ids) expect((await store.getWorkload(id)).code).toBe(large.code)
  expect((await store.getWorkloadStats()).total).toBe(ids.length)
  expect((await store.listWorkloads({ limit: 200 })).total.count).toBe(ids.length)
  expect((await store.listEvents(ids[0] ?? '')).items).toHaveLength(1)
}

function needMount({ skip }: TestContext, megabytes = 8): SmallDisk {
  const disk = mountSmallDisk(megabytes)
  if (disk) return disk
  sayFigures('full disk', { 'NOT TESTED on a real one': 'this user may not mount a tmpfs' })
  return skip('needs the right to mount')
}

describe('a full disk', () => {
  it('is STORE_FULL for whoever writes, and for nobody else', async (context) => {
    const disk = needMount(context)
    const store = await openStore({ url: `file:${join(disk.folder, 'isola.db')}` })
    const first = await store.createWorkload(large, admin)
    disk.fill()
    const ids = [first.id, ...(await writeUntilFull(store))]
    const burst = await Promise.allSettled(
      Array.from({ length: 64 }, () => store.createWorkload(large, admin)),
    )
    expect(burst).toMatchObject(burst.map(() => ({ status: 'rejected', reason: FULL })))
    await expectReadsAlive(store, ids)
    expect(await store.verify()).toEqual({ workloads: ids.length, problems: [] })

    disk.makeRoom()
    const later = await Promise.all(Array.from({ length: 8 }, () => store.createWorkload(large, admin)))
    await expectReadsAlive(store, [...ids, ...later.map(({ id }) => id)])
    expect((await store.verify()).problems).toEqual([])
    await store.close()
  })

  it('loses nothing of what was acknowledged when the store is closed on it, and opened later', async (context) => {
    const disk = needMount(context)
    const url = `file:${join(disk.folder, 'isola.db')}`
    const store = await openStore({ url })
    disk.fill()
    const ids = await writeUntilFull(store)
    await store.close()
    disk.makeRoom()
    const reopened = await openStore({ url })
    if (ids.length > 0) await expectReadsAlive(reopened, ids)
    expect(await reopened.verify()).toEqual({ workloads: ids.length, problems: [] })
    await reopened.close()
  })

  it('is STORE_FULL too when it is the index of the write-ahead log that has no room', async (context) => {
    const disk = needMount(context, 32)
    const file = join(disk.folder, 'isola.db')
    const store = await openStore({ url: `file:${file}`, durability: 'normal' })
    const ids: string[] = []
    // The index grows by eight pages when the log holds 4,062 frames.
    while (statSync(`${file}-wal`).size < 4_040 * 4_120)
      ids.push((await store.createWorkload(large, admin)).id)
    disk.fill(28)
    const refusals: unknown[] = []
    while (refusals.length < 20)
      await store.createWorkload(held, admin).then(
        ({ id }) => ids.push(id),
        (error: unknown) => refusals.push(error),
      )
    expect(refusals).toMatchObject(refusals.map(() => FULL))
    expect((await store.getWorkloadStats()).total).toBe(ids.length)
    disk.makeRoom()
    await store.createWorkload(held, admin)
    expect(await store.verify()).toEqual({ workloads: ids.length + 1, problems: [] })
    await store.close()
  })

  it('stops a start with STORE_FULL, and leaves the file as it was', async (context) => {
    const disk = needMount(context)
    const file = join(disk.folder, 'isola.db')
    const store = await openStore({ url: `file:${file}` })
    const { id } = await store.createWorkload(large, admin)
    await store.close()
    const before = bytesOf(file)
    // A start writes several files one after the other: each is once the first that finds no room.
    for (const pagesLeft of [0, 1, 2, 3, 5]) {
      disk.fill(pagesLeft)
      const start = (name: string) => openStore({ url: `file:${join(disk.folder, name)}` })
      await expect(start('isola.db')).rejects.toMatchObject(FULL)
      await expect(start(`new-${pagesLeft}.db`)).rejects.toMatchObject(FULL)
      disk.makeRoom()
    }
    expect(bytesOf(file)['isola.db']).toBe(before['isola.db'])
    const reopened = await openStore({ url: `file:${file}` })
    await expectReadsAlive(reopened, [id])
    await reopened.close()
  })
})

describe('a database that may not grow', () => {
  it('is STORE_FULL for whoever writes, reads go on, and room brings writing back without a restart', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const { store, writer } = await openParts(file)
    const first = await store.createWorkload(large, admin)
    const pages = Number(writer.db.pragma('page_count', { simple: true }))
    writer.db.pragma(`max_page_count = ${pages + 40}`)
    const ids = [first.id, ...(await writeUntilFull(store))]
    expect(ids.length).toBeGreaterThan(1)
    const before = bytesOf(file)

    const burst = await Promise.allSettled([
      store.createWorkload(large, admin),
      store.addNote(first.id, 'a note needs no new page', admin),
      store.createWorkload(large, admin),
    ])
    // Whether a full disk ends the transaction is SQLite's choice: then the note is lost, and its caller knows.
    const noted = burst[1]?.status === 'fulfilled'
    expect([burst[0], burst[2]]).toMatchObject([{ reason: FULL }, { reason: FULL }])
    expect((await store.listEvents(first.id)).items).toHaveLength(noted ? 2 : 1)
    for (const id of ids) expect((await store.getWorkload(id)).code).toBe(large.code)
    expect(bytesOf(file)['isola.db']).toBe(before['isola.db'])

    writer.db.pragma('max_page_count = 1000000')
    await store.createWorkload(large, admin)
    expect(await store.verify()).toEqual({ workloads: ids.length + 1, problems: [] })
  })
})
