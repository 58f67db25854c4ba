import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFile, scratchFolder } from '../sqlite/migrate-testing.ts'
import { openParts } from '../testing/store-parts.ts'

it('checkWritable writes to the file, each time: others see that it has changed', async () => {
  const file = join(scratchFolder(), 'isola.db')
  const { store } = await openParts(file)
  const others = openFile(file)
  const versions = new Set([others.pragma('data_version', { simple: true })])
  for (let times = 0; times < 3; times++) {
    await store.checkWritable()
    versions.add(others.pragma('data_version', { simple: true }))
  }
  expect(versions.size).toBe(4)
})

it('checkWritable says that the file cannot be written to', async () => {
  const { store, writer } = await openParts(join(scratchFolder(), 'isola.db'))
  writer.db.pragma('query_only = ON')
  await expect(store.checkWritable()).rejects.toMatchObject({ code: 'STORE_READ_ONLY' })
  writer.db.pragma('query_only = OFF')
  expect(await store.checkWritable()).toEqual({ clockBehindMs: 0 })
})
