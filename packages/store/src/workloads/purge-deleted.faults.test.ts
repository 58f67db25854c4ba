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
import { openParts } from '../testing/store-parts.ts'

const LINES = 3_000
const DELETER = fileURLToPath(new URL('../testing/deleter.ts', import.meta.url))

async function withLog(store: Omit<Store, 'close'>, lines: number): Promise<string> {
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

/** Other writes pass between the slices: each that is answered gives the purge its turn. */
async function untilPurged(store: Store, db: Database.Database, bystander: string): Promise<number> {
  let writes = 0
  while (count(db, 'pending_purges') > 0) {
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
    expect(await untilPurged(store, db, kept)).toBeGreaterThan(1)
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
    await untilPurged(store, db, bystander)
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
    await untilPurged(reopened, db, bystander)
    expect(count(db, 'log_lines')).toBe(0)
    await reopened.close()
  })
})

/** Refuses the removal of log lines, `times` times; tells how many times it has. */
function refusePurges(db: Database.Database, times: number): () => number {
  let refused = 0
  db.function('refuse_purge', () => {
    if (refused === times) return null
    refused++
    throw new Error('no room')
  })
  // Of this connection alone: no other knows the function.
  db.exec('CREATE TEMP TRIGGER refusal BEFORE DELETE ON log_lines BEGIN SELECT refuse_purge(); END')
  return () => refused
}

describe('a purge that was refused', () => {
  it('goes on by itself', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const { store, writer } = await openParts(file, { purgePauseMs: 1 })
    const db = openFile(file)
    const id = await withLog(store, 700)
    await store.killWorkload(id, admin)
    const refused = refusePurges(writer.db, 3)
    const { promise: purged, resolve } = Promise.withResolvers<void>()
    const unsubscribe = store.onCommit(() => {
      if (count(db, 'log_lines') === 0 && count(db, 'pending_purges') === 0) resolve()
    })
    await store.deleteWorkload(id, admin, { reason: 'a test' })
    await purged
    unsubscribe()
    expect(refused()).toBe(3)
  })

  it('does not hold up the end of the store', async () => {
    const { store, writer, purge } = await openParts(join(scratchFolder(), 'isola.db'), {
      purgePauseMs: 3_600_000,
    })
    const id = await withLog(store, 1)
    const { id: bystander } = await store.createWorkload(held, admin)
    await store.killWorkload(id, admin)
    const refused = refusePurges(writer.db, 1)
    await store.deleteWorkload(id, admin, { reason: 'a test' })
    while (refused() === 0) await store.addNote(bystander, 'meanwhile', admin)
    await purge.stop()
  })
})

/** As many as a workload has that reported its progress once a second for more than a day. */
const EVENTS = 100_000
const SECRET = 'password=hunter2'

/** An ended workload with a history; written straight into the file, which is a minute faster. */
async function withHistory(
  store: Omit<Store, 'close'>,
  db: Database.Database,
  events: number,
): Promise<string> {
  const { id } = await store.createWorkload({ ...held, name: SECRET }, admin)
  await store.killWorkload(id, admin)
  db.prepare(
    `WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
     INSERT INTO workload_events (workload_id, kind, actor, changes, at)
     SELECT ?, 'updated', '{"kind":"user","id":"ada","name":"Ada"}', json_object('error', json_array(NULL, ?)), n FROM numbers`,
  ).run(events, id, SECRET)
  return id
}

const unblanked = (db: Database.Database): number =>
  db
    .prepare('SELECT count(*) FROM workload_events WHERE changes LIKE ?')
    .pluck()
    .all(`%${SECRET}%`)[0] as number

async function valuesTold(store: Omit<Store, 'close'>, id: string): Promise<unknown[]> {
  const pages = await Promise.all([
    store.listEvents(id),
    store.listEvents(id, { order: 'newest' }),
    store.listChanges({ after: 0, limit: 100 }).then((items) => ({ items: items.map(({ event }) => event) })),
  ])
  return pages.flatMap(({ items }) =>
    items.filter((event) => event.workloadId === id && event.changes !== null),
  )
}

describe('the history of a deleted workload', () => {
  it('of 100,000 events is blanked a bounded number of rows at a time, and never told in between', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const { store, lane } = await openParts(file)
    const db = openFile(file)
    const id = await withHistory(store, db, EVENTS)
    const { id: bystander } = await store.createWorkload(held, admin)
    const changes = () => lane.submit((writer) => Number(writer.all('SELECT total_changes() AS n')[0]?.n))

    const written = [await changes()]
    // In one batch: what is counted is the deletion alone.
    const [, afterDeletion] = await Promise.all([
      store.deleteWorkload(id, admin, { reason: 'a test' }),
      changes(),
    ])
    written.push(afterDeletion)
    expect(unblanked(db)).toBeGreaterThan(EVENTS - 1_000)
    while (count(db, 'pending_purges') > 0) {
      expect(await valuesTold(store, id)).toEqual([])
      await store.addNote(bystander, 'meanwhile', admin)
      written.push(await changes())
    }
    const steps = written.slice(1).map((total, n) => total - (written[n] ?? 0))
    // Two slices of 500 at most pass between two counts.
    expect(Math.max(...steps)).toBeLessThan(1_100)
    expect(unblanked(db)).toBe(0)
    expect((await store.verify()).problems).toEqual([])
  })

  it('stays untold and is blanked to its end when the store is closed in the middle', async () => {
    const file = join(scratchFolder(), 'isola.db')
    const store = await openStore({ url: `file:${file}` })
    const db = openFile(file)
    const id = await withHistory(store, db, 5_000)
    await store.deleteWorkload(id, admin, { reason: 'a test' })
    await store.close()
    const left = unblanked(db)
    expect(left).toBeGreaterThan(1_000)

    const reopened = await openStore({ url: `file:${file}` })
    expect(await valuesTold(reopened, id)).toEqual([])
    expect((await reopened.verify()).problems).toEqual([])
    const { id: bystander } = await reopened.createWorkload(held, admin)
    await untilPurged(reopened, db, bystander)
    expect(unblanked(db)).toBe(0)
    expect((await reopened.verify()).problems).toEqual([])
    await reopened.close()
  })
})
