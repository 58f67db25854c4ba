import type { Database } from 'better-sqlite3'
import { MigrationError } from './migrate-error.ts'
import { type Blueprint, type Migration, readBlueprint } from './migrate-folder.ts'
import { findPending, recordMigration } from './migrate-history.ts'
import { dropTriggers, layTriggers, triggersAreLaid } from './migrate-triggers.ts'

/**
 * Brings a database to the newest version: every pending migration and the triggers in one transaction, so
 * that a crash at any moment leaves the old version or the new one. Writes nothing when all is in place.
 *
 * Prisma's command line applies each migration by itself and knows no triggers; the history that it reads is
 * kept here in its format, so that it goes on working.
 *
 * @param folder holds `migrations/` and `triggers.sql`
 * @returns the names of the migrations that were applied
 * @throws {MigrationError} the file is as it was; SQLite's own errors (full, busy, corrupt) pass unchanged
 */
export function applyMigrations(db: Database, folder: URL | string): { applied: string[] } {
  const blueprint = readBlueprint(folder)
  if (isUpToDate(db, blueprint)) return { applied: [] }
  return { applied: withoutForeignKeys(db, () => inOneTransaction(db, () => bringUpToDate(db, blueprint))) }
}

function isUpToDate(db: Database, { migrations, triggers }: Blueprint): boolean {
  return findPending(db, migrations).length === 0 && triggersAreLaid(db, triggers)
}

function bringUpToDate(db: Database, { migrations, triggers }: Blueprint): string[] {
  // Again, under the lock: another process may have been faster.
  const pending = findPending(db, migrations)
  dropTriggers(db)
  for (const migration of pending) apply(db, migration)
  named('triggers.sql', () => layTriggers(db, triggers))
  if (pending.length > 0) refuseDanglingReferences(db)
  return pending.map(({ name }) => name)
}

function apply(db: Database, migration: Migration): void {
  named(`Migration ${migration.name}`, () => db.exec(migration.sql))
  if (!db.inTransaction)
    throw new MigrationError('broken', `Migration ${migration.name} ends the transaction it runs in.`)
  recordMigration(db, migration)
}

/** Rebuilding a table drops it, which foreign keys forbid; inside a transaction the PRAGMA does nothing. */
function withoutForeignKeys<T>(db: Database, work: () => T): T {
  if (db.inTransaction) throw new Error('applyMigrations needs a connection without an open transaction')
  db.pragma('foreign_keys = OFF')
  try {
    return work()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function inOneTransaction<T>(db: Database, work: () => T): T {
  return db.transaction(work).immediate()
}

function refuseDanglingReferences(db: Database): void {
  const [first] = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  if (!first) return
  const { table, rowid, parent } = first
  throw new MigrationError(
    'broken',
    `Migrated, row ${rowid} of ${table} would refer to a missing row of ${parent}.`,
  )
}

/** Says which file is at fault; what the disk or another process caused passes unchanged. */
function named(what: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/^SQLITE_(ERROR|CONSTRAINT|MISMATCH)/.test(code)) throw error
    throw new MigrationError('broken', `${what} does not run: ${(error as Error).message}`, { cause: error })
  }
}
