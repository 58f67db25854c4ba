import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { faultyFieldsOf, TestClock } from '../testing/fixtures.ts'

const backupTest = it
  .extend('folder', async ({ task: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'isola-backup-'))
    onCleanup(() => rm(folder, { recursive: true }))
    return folder
  })
  .extend('store', async ({ folder }, { onCleanup }) => {
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}`, clock: new TestClock() })
    onCleanup(() => store.close())
    return store
  })

describe('a backup', () => {
  backupTest('is refused where something is already, and leaves it as it was', async ({ store, folder }) => {
    const path = join(folder, 'precious')
    await writeFile(path, 'not to be lost')
    expect(await faultyFieldsOf(store.backup(path))).toEqual(['path'])
    expect(await readFile(path, 'utf8')).toBe('not to be lost')
    await store.backup(join(folder, 'copy.db'))
    expect(await faultyFieldsOf(store.backup(join(folder, 'copy.db')))).toEqual(['path'])
  })

  backupTest('is for its owner alone, and leaves nothing half beside it', async ({ store, folder }) => {
    const before = await readdir(folder)
    await store.backup(join(folder, 'copy.db'))
    expect((await stat(join(folder, 'copy.db'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual([...before, 'copy.db'].sort())
  })

  backupTest(
    'that is made twice at once to one path is whole, and one of the two is refused',
    async ({ store, folder }) => {
      const before = await readdir(folder)
      const path = join(folder, 'copy.db')
      const outcomes = await Promise.allSettled([store.backup(path), store.backup(path)])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')
      expect(refused?.reason).toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'path' }] } })
      expect(await readdir(folder)).toEqual([...before, 'copy.db'].sort())
      const copy = await openStore({ url: `file:${path}`, clock: new TestClock() })
      expect((await copy.verify()).problems).toEqual([])
      await copy.close()
    },
  )

  backupTest('can be made again after one that was interrupted', async ({ store, folder }) => {
    await writeFile(join(folder, 'copy.db.partial'), 'half')
    await store.backup(join(folder, 'copy.db'))
    const copy = await openStore({ url: `file:${join(folder, 'copy.db')}`, clock: new TestClock() })
    expect((await copy.verify()).problems).toEqual([])
    await copy.close()
  })
})
