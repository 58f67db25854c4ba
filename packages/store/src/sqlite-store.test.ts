import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from './open-store.ts'
import { exerciseStore } from './testing/exercise-store.ts'

exerciseStore('SQLite store', async (clock) => {
  const folder = await mkdtemp(join(tmpdir(), 'isola-store-'))
  // Nobody pulls the plug here, and hundreds of tests do not wait for the disk.
  const open = (file: string) => openStore({ url: `file:${join(folder, file)}`, clock, durability: 'normal' })
  const store = await open('isola.db')
  let opened = [store]
  let current = store
  return {
    store,
    async reopen() {
      await current.close()
      current = await open('isola.db')
      opened = [...opened, current]
      return current
    },
    async openBackup() {
      const file = `backup-${opened.length}.db`
      await current.backup(join(folder, file))
      const copy = await open(file)
      opened = [...opened, copy]
      return copy
    },
    async dispose() {
      for (const one of opened) await one.close()
      await rm(folder, { recursive: true })
    },
  }
})
