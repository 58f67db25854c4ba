import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../open-store.ts'
import { bytesOf, scratchFolder } from '../../sqlite/migrate-testing.ts'
import type { Store } from '../../store.ts'
import { admin, held } from '../fixtures.ts'

const CORRUPT = { code: 'STORE_CORRUPT' }
const COUNT = 400

/** A closed record of many workloads with a source and an output each; ids in order. */
async function makeRecord(): Promise<{ file: string; ids: string[] }> {
  const file = join(scratchFolder(), 'isola.db')
  const store = await openStore({ url: `file:${file}`, durability: 'normal' })
  const made = Array.from({ length: COUNT }, async (_, n) => {
    const { id } = await store.createWorkload({ ...held, code: `${n} ${'code '.repeat(300)}` }, admin)
    await store.updateWorkloadStatus(id, 'running', admin)
    const output = { contentType: 'text/plain', encoding: 'utf8', data: 'out '.repeat(300) } as const
    await store.updateWorkload(id, { status: 'completed', output }, admin)
    return id
  })
  const ids = await Promise.all(made)
  await store.close()
  return { file, ids: ids.sort() }
}

/** Writes rubbish over one leaf of a table or index, from the middle of it; answers its bytes' place. */
function damage(file: string, tree: string): { offset: number; size: number } {
  const db = new Database(file, { readonly: true })
  const sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
  const leaves = db.prepare(sql).pluck().all(tree) as number[]
  const size = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const page = leaves[Math.floor(leaves.length / 2)] ?? 0
  const offset = (page - 1) * size
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(size, 0xff), 0, size, offset)
  closeSync(handle)
  return { offset, size }
}

/** Which workloads can be read, and how it is refused for the others. */
async function readAll(store: Store, ids: string[]) {
  const results = await Promise.allSettled(ids.map((id) => store.getWorkload(id)))
  const readable = ids.filter((_, n) => results[n]?.status === 'fulfilled')
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  return { readable, refusals }
}

describe('a damaged page in the middle of the file', () => {
  it('is STORE_CORRUPT for what touches it; everything else is read, and the file is not changed', async () => {
    const { file, ids } = await makeRecord()
    damage(file, 'workloads')
    const before = bytesOf(file)['isola.db']
    const store = await openStore({ url: `file:${file}` })
    const { readable, refusals } = await readAll(store, ids)
    expect(refusals.length).toBeGreaterThan(0)
    expect(refusals).toMatchObject(refusals.map(() => CORRUPT))
    expect(readable.length).toBeGreaterThan(COUNT * 0.9)

    const [victim = ''] = ids.filter((id) => !readable.includes(id))
    const options = { reason: 'the page is gone' }
    const writes = await Promise.allSettled([
      store.updateWorkload(victim, { exitCode: 1 }, admin, options),
      store.overrideWorkloadStatus(victim, 'failed', admin, options),
      store.deleteWorkload(victim, admin, options),
      store.retryWorkload(victim, admin),
    ])
    expect(writes).toMatchObject(writes.map(() => ({ reason: CORRUPT })))
    await expect(store.listWorkloads({ limit: 200, filter: { exitCode: 9 } })).rejects.toMatchObject(CORRUPT)
    expect((await store.getWorkloadStats()).total).toBe(COUNT)
    expect((await store.listWorkloads({ limit: 10 })).items).toHaveLength(10)
    expect((await store.listEvents(victim)).items).toHaveLength(3)
    expect((await store.verify().catch((error: unknown) => error)) as object).not.toMatchObject({
      problems: [],
    })
    await store.close()
    expect(bytesOf(file)['isola.db']).toBe(before)
  })

  it('does not spread: writing goes on around it, and its bytes stay as they were found', async () => {
    const { file, ids } = await makeRecord()
    const { offset, size } = damage(file, 'workloads')
    const store = await openStore({ url: `file:${file}` })
    const { readable } = await readAll(store, ids)
    const created = await store.createWorkload(held, admin)
    await store.addNote(readable[0] ?? '', 'still here', admin)
    await store.close()
    expect(readFileSync(file).subarray(offset, offset + size)).toEqual(Buffer.alloc(size, 0xff))
    const reopened = await openStore({ url: `file:${file}` })
    expect(await reopened.getWorkload(created.id)).toEqual(created)
    await reopened.close()
  })

  it('refuses a retry whose source cannot be read, and then has made nothing', async () => {
    const { file, ids } = await makeRecord()
    damage(file, 'workload_sources')
    const store = await openStore({ url: `file:${file}` })
    const { readable } = await readAll(store, ids)
    const victims = ids.filter((id) => !readable.includes(id))
    expect(victims.length).toBeGreaterThan(0)
    for (const id of victims) {
      await expect(store.retryWorkload(id, admin)).rejects.toMatchObject(CORRUPT)
      expect((await store.listEvents(id)).items.map(({ kind }) => kind)).not.toContain('retried')
    }
    expect((await store.getWorkloadStats()).total).toBe(COUNT)
    await store.close()
  })
})

describe('a file that is no record of ours', () => {
  const refused = async (file: string) => {
    const before = readFileSync(file)
    const opening = openStore({ url: `file:${file}` })
    const error: unknown = await opening.then(
      (store) => store.close(),
      (reason: unknown) => reason,
    )
    expect(readFileSync(file)).toEqual(before)
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined()
    return error
  }

  it('is STORE_CORRUPT when it is no database, and untouched', async () => {
    for (const content of ['A letter, not a database. '.repeat(500), 'short', '\0'.repeat(8192)]) {
      const file = join(scratchFolder(), 'letter.db')
      writeFileSync(file, content)
      expect(await refused(file)).toMatchObject(CORRUPT)
    }
  })

  it('is STORE_CORRUPT when its header is damaged, and untouched', async () => {
    const { file } = await makeRecord()
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(16, 0xff), 0, 16, 0)
    closeSync(handle)
    expect(await refused(file)).toMatchObject(CORRUPT)
  })

  it('is refused with a clear message when it is the database of another program, and untouched', async () => {
    const file = join(scratchFolder(), 'other.db')
    const other = new Database(file)
    other.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')")
    other.close()
    expect(String(await refused(file))).toMatch(/not an Isola database.*recipes/)
  })
})
