import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '@isola/domain'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openStore } from './open-store.ts'
import { admin } from './testing/fixtures.ts'
import { change, columnsOf, insert, insertWorkload } from './testing/raw-record.ts'

it('reads and retries a workload whose limits are larger than a request may give today', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isola-older-'))
  const [url, file] = [`file:${join(folder, 'isola.db')}`, join(folder, 'isola.db')]
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await (await openStore({ url, durability: 'normal' })).close()
  const db = new Database(file)
  insert(db, 'workload_sources', { id: 1, input_hash: Buffer.alloc(32, 0xaa), bytes: 0 })
  const limits = { cpuLimit: 1e9, memoryLimitMb: 2 ** 53, timeoutSeconds: LIMITS.timeoutSeconds * 1_000 }
  const id = insertWorkload(db, {
    cpu_limit: limits.cpuLimit,
    memory_limit_mb: limits.memoryLimitMb,
    timeout_seconds: limits.timeoutSeconds,
  })
  change(db, id, 'transitioned', columnsOf.running)
  change(db, id, 'transitioned', columnsOf.failed)
  db.close()

  const store = await openStore({ url, durability: 'normal' })
  onTestFinished(() => store.close())
  expect(await store.getWorkload(id)).toMatchObject(limits)
  expect((await store.listWorkloads()).items).toMatchObject([limits])
  expect(await store.retryWorkload(id, admin)).toMatchObject({ retryOf: id, status: 'pending', ...limits })
})
