import { chmodSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { openStore } from '../../open-store.ts'
import { bytesOf, scratchFolder } from '../../sqlite/migrate-testing.ts'
import { sayFigures } from '../figures.ts'
import { admin, held } from '../fixtures.ts'
import { openParts } from '../store-parts.ts'
import { mountSmallDisk } from './small-disk.ts'

const READ_ONLY = { code: 'STORE_READ_ONLY' }

/** A folder that nobody can write to once `freeze` was called: its file system is read-only, or its modes say so. */
function freezableFolder({ skip }: TestContext): { folder: string; freeze(): void } {
  if (process.getuid?.() !== 0) {
    const folder = scratchFolder()
    onTestFinished(() => chmodSync(folder, 0o700))
    return { folder, freeze: () => chmodSync(folder, 0o500) }
  }
  // Modes do not stop root.
  const disk = mountSmallDisk(8)
  if (disk) return { folder: disk.folder, freeze: () => disk.makeReadOnly() }
  sayFigures('read-only file', { 'NOT TESTED': 'root, and may not mount a tmpfs' })
  return skip('needs the right to mount, or another user than root')
}

async function makeRecord(file: string): Promise<void> {
  const store = await openStore({ url: `file:${file}` })
  await store.createWorkload(held, admin)
  await store.close()
}

describe('a file that cannot be written to', () => {
  it('stops the start with STORE_READ_ONLY, and is untouched', async (context) => {
    const { folder, freeze } = freezableFolder(context)
    const file = join(folder, 'isola.db')
    await makeRecord(file)
    if (process.getuid?.() !== 0) chmodSync(file, 0o400)
    freeze()
    const before = bytesOf(file)
    await expect(openStore({ url: `file:${file}` })).rejects.toMatchObject(READ_ONLY)
    expect(bytesOf(file)).toEqual(before)
  })

  it('says so too when nothing of ours stands beside it, or nothing at all is there', async (context) => {
    const { folder, freeze } = freezableFolder(context)
    const file = join(folder, 'isola.db')
    await makeRecord(file)
    for (const companion of ['.lock', '.owner']) rmSync(file + companion)
    freeze()
    const before = bytesOf(file)
    for (const name of ['isola.db', 'new.db'])
      await expect(openStore({ url: `file:${join(dirname(file), name)}` })).rejects.toMatchObject(READ_ONLY)
    expect(bytesOf(file)).toEqual(before)
  })
})

describe('a connection that may not write any more', () => {
  it('is STORE_READ_ONLY for whoever writes, reads go on, and so does writing when it may again', async () => {
    const { store, writer } = await openParts(join(scratchFolder(), 'isola.db'))
    const workload = await store.createWorkload(held, admin)
    writer.db.pragma('query_only = ON')
    const refused = await Promise.allSettled([
      store.createWorkload(held, admin),
      store.updateWorkloadStatus(workload.id, 'running', admin),
      store.appendLogLines(workload.id, [{ seq: 0, stream: 'stdout', line: '' }], admin),
      store.appendAudit({ action: 'try' }, admin),
    ])
    expect(refused).toMatchObject(refused.map(() => ({ reason: READ_ONLY })))
    expect(await store.getWorkload(workload.id)).toEqual(workload)
    expect((await store.getWorkloadStats()).byStatus.pending).toBe(1)

    writer.db.pragma('query_only = OFF')
    await store.updateWorkloadStatus(workload.id, 'running', admin)
    expect(await store.verify()).toEqual({ workloads: 1, problems: [] })
  })
})
