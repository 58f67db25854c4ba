/** The record as a SQL shell sees it: a migrated file without the store, and rows made by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstIdAt, type WorkloadStatus } from '@isola/domain'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { applyMigrations } from '../sqlite/migrate.ts'
import { START } from './fixtures.ts'

const PRISMA_FOLDER = new URL('../../../../prisma/', import.meta.url)

export type Columns = Record<string, string | number | Buffer | null>

/** Removed when the test is over. */
export function rawRecord(): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), 'isola-raw-'))
  const db = new Database(join(folder, 'isola.db'))
  db.pragma('journal_mode = WAL')
  // Nobody pulls the plug here.
  db.pragma('synchronous = OFF')
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })
  applyMigrations(db, PRISMA_FOLDER)
  insert(db, 'workload_sources', { id: 1, input_hash: HASH, bytes: 0 })
  return db
}

export const HASH = Buffer.alloc(32, 0xaa)
export const ACTOR = '{"kind":"user","id":"ada","name":"Ada"}'

export function insert(db: Database.Database, table: string, columns: Columns): void {
  const names = Object.keys(columns)
  db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  ).run(columns)
}

/** A row as the store inserts it. */
export const newWorkload = (id: string): Columns => ({
  id,
  status: 'pending',
  runtime: 'node',
  requested_isolation: 'auto',
  isolation: 'auto',
  hold: 0,
  source_id: 1,
  input_hash: HASH,
  labels: '{}',
  created_by_kind: 'user',
  created_by_id: 'ada',
  created_by_name: 'Ada',
  created_at: START,
  log_bytes: 0,
  logs_truncated: 0,
  revision: 1,
  change_revision: 1,
  change_kind: 'created',
  change_actor: ACTOR,
  change_at: START,
})

export function insertWorkload(db: Database.Database, columns: Columns = {}): string {
  const [count] = db.prepare('SELECT count(*) FROM workload_events').pluck().all()
  const id = firstIdAt(START).slice(0, 10) + String(count).padStart(16, '0')
  insert(db, 'workloads', { ...newWorkload(id), ...columns })
  return id
}

/** What each status needs of the columns beside it, so that no CHECK stands in the way. */
export const columnsOf: Record<WorkloadStatus, Columns> = {
  pending: { status: 'pending', cause: null, started_at: null, finished_at: null, duration_ms: null },
  running: { status: 'running', cause: null, started_at: START, finished_at: null, duration_ms: null },
  completed: { status: 'completed', cause: null, started_at: START, finished_at: START + 5, duration_ms: 5 },
  failed: { status: 'failed', cause: 'reported', started_at: START, finished_at: START + 5, duration_ms: 5 },
  killed: { status: 'killed', cause: 'operator', started_at: START, finished_at: START + 5, duration_ms: 5 },
}

/** An UPDATE of what is given and nothing else. */
export function update(db: Database.Database, id: string, columns: Columns): void {
  const set = Object.keys(columns).map((name) => `${name} = @${name}`)
  db.prepare(`UPDATE workloads SET ${set.join(', ')} WHERE id = @_id`).run({ ...columns, _id: id })
}

/** The columns with which a change names itself. */
export function namedChange(
  db: Database.Database,
  id: string,
  kind: string,
  reason: string | null = null,
): Columns {
  const [revision] = db.prepare('SELECT revision FROM workloads WHERE id = ?').pluck().all(id) as number[]
  const next = (revision ?? 0) + 1
  return {
    revision: next,
    change_revision: next,
    change_kind: kind,
    change_actor: ACTOR,
    change_reason: reason,
    change_at: START,
  }
}

/** A change as the store makes it: with the next revision, and with its kind. */
export function change(
  db: Database.Database,
  id: string,
  kind: string,
  columns: Columns = {},
  reason: string | null = null,
): void {
  update(db, id, { ...columns, ...namedChange(db, id, kind, reason) })
}

/** A workload that was led to a status by legal steps. */
export function workloadAt(db: Database.Database, status: WorkloadStatus, columns: Columns = {}): string {
  const id = insertWorkload(db, columns)
  if (status !== 'pending') change(db, id, 'transitioned', columnsOf.running)
  if (status !== 'pending' && status !== 'running') change(db, id, 'transitioned', columnsOf[status])
  return id
}

export const rowOf = (db: Database.Database, id: string): Columns =>
  db.prepare('SELECT * FROM workloads WHERE id = ?').all(id)[0] as Columns
