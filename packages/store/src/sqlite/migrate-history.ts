import { randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { MigrationError } from './migrate-error.ts'
import { checksumOf, type Migration, matchesChecksum } from './migrate-folder.ts'

/** Prisma's own, letter for letter: its command line must find what it would have written. */
const historyTable = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

interface Row {
  name: string
  checksum: string
  finished: 0 | 1
  rolledBack: 0 | 1
}

/** The migrations that the file still lacks. Only reads; throws when the file may not be migrated. */
export function findPending(db: Database, migrations: Migration[]): Migration[] {
  const applied = new Map(readHistory(db, migrations).map((row) => [row.name, row.checksum]))
  for (const migration of migrations) refuseEdited(migration, applied.get(migration.name))
  const pending = migrations.filter(({ name }) => !applied.has(name))
  refuseGap(pending, [...applied.keys()])
  return pending
}

function readHistory(db: Database, migrations: Migration[]): Row[] {
  const known = new Set(migrations.map(({ name }) => name))
  const rows = hasTable(db, '_prisma_migrations') ? readRows(db) : []
  const applied = rows.filter((row) => row.finished && !row.rolledBack)
  if (!rows.some(({ name }) => known.has(name))) refuseForeign(db)
  refuseUnfinished(rows, applied)
  refuseNewer(applied.filter(({ name }) => !known.has(name)))
  return applied
}

function readRows(db: Database): Row[] {
  return db
    .prepare<[], Row>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
              rolled_back_at IS NOT NULL AS rolledBack
       FROM _prisma_migrations ORDER BY migration_name`,
    )
    .all()
}

const hasTable = (db: Database, name: string) =>
  db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).all(name).length > 0

function refuseForeign(db: Database): void {
  const found = db.prepare<[], { name: string }>(
    `SELECT name FROM sqlite_schema WHERE name <> '_prisma_migrations'`,
  )
  const other = found.all().find(({ name }) => !name.startsWith('sqlite_'))?.name
  if (other)
    throw new MigrationError(
      'foreign',
      `This file is not an Isola database: it holds "${other}" and no migration that this version knows.`,
    )
}

function refuseUnfinished(rows: Row[], applied: Row[]): void {
  const done = new Set(applied.map(({ name }) => name))
  // A migration that was rolled back and then applied again is in order: Prisma keeps both rows.
  const row = rows.find(({ name, finished, rolledBack }) => (rolledBack ? !done.has(name) : !finished))
  if (!row) return
  const state = row.rolledBack ? 'was rolled back' : 'failed half-way'
  throw new MigrationError(
    'unfinished',
    `Migration ${row.name} ${state} under Prisma's command line: settle it there ("prisma migrate resolve").`,
  )
}

function refuseNewer(unknown: Row[]): void {
  const names = unknown.map(({ name }) => name).join(', ')
  if (names)
    throw new MigrationError(
      'newer',
      `This file belongs to a newer version of Isola, which applied ${names}.`,
    )
}

function refuseEdited(migration: Migration, checksum: string | undefined): void {
  if (checksum === undefined || matchesChecksum(migration, checksum)) return
  throw new MigrationError(
    'edited',
    `Migration ${migration.name} was edited after it was applied to this file.`,
  )
}

function refuseGap(pending: Migration[], applied: string[]): void {
  const latest = applied.toSorted().at(-1) ?? ''
  const skipped = pending.find(({ name }) => name < latest)
  if (skipped)
    throw new MigrationError(
      'out-of-order',
      `Migration ${skipped.name} was never applied to this file, but ${latest}, which comes after it, was.`,
    )
}

/** Written with the migration, in its transaction. Times are milliseconds, as in every other table. */
export function recordMigration(db: Database, { name, sql }: Migration): void {
  if (!hasTable(db, '_prisma_migrations')) db.exec(historyTable)
  db.prepare(
    `INSERT INTO _prisma_migrations
       (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     SELECT :id, :checksum, :name, now, now, 1
     FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now)`,
  ).run({ id: randomUUID(), checksum: checksumOf(sql), name })
}
