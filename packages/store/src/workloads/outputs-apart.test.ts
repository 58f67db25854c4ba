import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { openFile, scratchFolder } from '../sqlite/migrate-testing.ts'
import { admin, workloadIn } from '../testing/fixtures.ts'

const MIB = 1024 * 1024

/** What this process has read from files and pipes so far. */
const bytesRead = () => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

it('a page that asks for a column that was added to workloads reads no outputs', async () => {
  const file = join(scratchFolder(), 'isola.db')
  const store = await openStore({ url: `file:${file}`, durability: 'normal' })
  const output = { contentType: 'text/plain', encoding: 'utf8', data: 'x'.repeat(4 * MIB) } as const
  for (let made = 0; made < 10; made++) {
    const { id } = await workloadIn(store, 'running')
    await store.updateWorkload(id, { status: 'completed', output }, admin)
  }
  await store.close()

  const migrated = openFile(file)
  migrated.exec('ALTER TABLE workloads ADD COLUMN priority INTEGER; UPDATE workloads SET priority = 4711')
  migrated.close()

  const db = openFile(file)
  const before = bytesRead()
  const page = db.prepare('SELECT id, status, priority FROM workloads ORDER BY id DESC LIMIT 50').raw().all()
  expect(page).toEqual(Array.from({ length: 10 }, () => [expect.any(String), 'completed', 4711]))
  expect(bytesRead() - before).toBeLessThan(MIB)
})
