import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LogLinesInput } from '@isola/domain'
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { openFile, scratchFolder } from '../sqlite/migrate-testing.ts'
import type { Store } from '../store.ts'
import { admin, held } from '../testing/fixtures.ts'

const LINES = 3_000
const DELETER = fileURLToPath(new URL('../testing/deleter.ts', import.meta.url))

async function withLog(store: Store, lines: number): Promise<string> {
  const { id } = await store.createWorkload(held, admin)
  for (let seq = 0; seq < lines; seq += 1_000) {
    const batch: LogLinesInput = Array.from({ length: Math.min(1_000, lines - seq) }, (_, n) => ({
      seq: seq + n,
      stream: 'stdout',
      line: `line ${seq + n}`,
    }))
    await store.appendLogLines(id, batch, admin)
  }
  return id
}

const count = (db: Database.Database, table: string): number =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().all()[0] as number

/** Other writes pass between the slices: each that is answered gives the removal its turn. */
async function untilRemoved(store: Store, db: Database.Database, bystander: string): Promise<number> {
  let writes = 0
  while (count(db, 'log_removals') > 0) {
    await store.addNote(bystander, 'meanwhile', admin)
    writes++
    expect(writes).toBeLessThan(1_000)
  }
  return writes
}

describe('the log of a deleted workload', () => {
  it('cannot be read from the moment of its deletion, and is gone in the end; others stay', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const store = await openStore({ url: `file:${file}` })
    const db = openFile(file)
    const kept = await withLog(store, 700)
    const ids = [await withLog(store, LINES), await withLog(store, 500), await withLog(store, 0)]
    for (const id of ids) {
      await store.killWorkload(id, admin)
      await store.deleteWorkload(id, admin, { reason: 'a test' })
      await expect(store.listLogLines(id)).rejects.toMatchObject({ code: 'WORKLOAD_NOT_FOUND' })
    }
    // In slices: other writes were answered before it was done.
    expect(await untilRemoved(store, db, kept)).toBeGreaterThan(1)
    expect(count(db, 'log_lines')).toBe(700)
    expect((await store.listLogLines(kept, { limit: 1_000 })).items).toHaveLength(700)
    await store.close()
  })

  it('is removed by the next start when the process is killed in between', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const deleter = spawn(process.execPath, [DELETER, file, String(LINES)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const id = String(await once(deleter.stdout, 'data')).trim()
    deleter.kill('SIGKILL')
    await once(deleter, 'exit')
    const db = openFile(file)
    expect(count(db, 'log_lines')).toBe(LINES)

    const store = await openStore({ url: `file:${file}` })
    await expect(store.listLogLines(id)).rejects.toMatchObject({ code: 'WORKLOAD_NOT_FOUND' })
    const { id: bystander } = await store.createWorkload(held, admin)
    await untilRemoved(store, db, bystander)
    expect(count(db, 'log_lines')).toBe(0)
    await store.close()
  })

  it('is removed by a later start when the store is closed in the middle', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const store = await openStore({ url: `file:${file}` })
    const id = await withLog(store, LINES)
    await store.killWorkload(id, admin)
    await store.deleteWorkload(id, admin, { reason: 'a test' })
    await store.close()
    const db = openFile(file)
    expect(count(db, 'log_lines')).toBeGreaterThan(0)
    const reopened = await openStore({ url: `file:${file}` })
    const { id: bystander } = await reopened.createWorkload(held, admin)
    await untilRemoved(reopened, db, bystander)
    expect(count(db, 'log_lines')).toBe(0)
    await reopened.close()
  })
})
