import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from './migrate.ts'
import { MigrationError, type MigrationFailure } from './migrate-error.ts'
import { bytesOf, migrationFolder, openFile, scratchFolder } from './migrate-testing.ts'

/** Four versions; the third rebuilds both tables as Prisma does, the fourth needs what it made. */
const versions = {
  '20260101000000_init': `
    CREATE TABLE "owners" ("id" TEXT NOT NULL PRIMARY KEY);
    CREATE TABLE "pets" ("id" INTEGER NOT NULL PRIMARY KEY, "owner" TEXT NOT NULL,
      FOREIGN KEY ("owner") REFERENCES "owners" ("id") ON DELETE CASCADE);`,
  '20260102000000_names': 'ALTER TABLE "pets" ADD COLUMN "name" TEXT;',
  '20260103000000_rebuilt': `
    PRAGMA defer_foreign_keys=ON;
    PRAGMA foreign_keys=OFF;
    CREATE TABLE "new_owners" ("id" TEXT NOT NULL PRIMARY KEY, "since" INTEGER);
    INSERT INTO "new_owners" ("id") SELECT "id" FROM "owners";
    DROP TABLE "owners";
    ALTER TABLE "new_owners" RENAME TO "owners";
    CREATE TABLE "new_pets" ("id" INTEGER NOT NULL PRIMARY KEY, "owner" TEXT NOT NULL, "name" TEXT CHECK ("name" <> ''),
      FOREIGN KEY ("owner") REFERENCES "owners" ("id") ON DELETE CASCADE);
    INSERT INTO "new_pets" ("id", "owner", "name") SELECT "id", "owner", "name" FROM "pets";
    DROP TABLE "pets";
    ALTER TABLE "new_pets" RENAME TO "pets";
    PRAGMA foreign_keys=ON;
    PRAGMA defer_foreign_keys=OFF;`,
  '20260104000000_since': 'UPDATE "owners" SET "since" = 1;',
}
const names = Object.keys(versions)
const guard = `CREATE TRIGGER pets_guard BEFORE DELETE ON pets
BEGIN
  SELECT RAISE(ABORT, 'pets stay');
END;`
const newest = () => migrationFolder(versions, guard)
const upTo = (count: number, triggers = guard) =>
  migrationFolder(Object.fromEntries(Object.entries(versions).slice(0, count)), triggers)

const freshFile = () => join(scratchFolder(), 'isola.db')
const triggersOf = (db: Database.Database) =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`).pluck().all()
const rowsOf = (db: Database.Database) =>
  db.prepare('SELECT pets.id, owner FROM pets JOIN owners ON owner = owners.id ORDER BY 1').all()
const appliedTo = (db: Database.Database) =>
  db.prepare('SELECT migration_name FROM _prisma_migrations ORDER BY started_at, 1').pluck().all()

function filledFile(count: number): string {
  const file = freshFile()
  const db = openFile(file)
  applyMigrations(db, upTo(count))
  db.exec(`INSERT INTO owners (id) VALUES ('ada'), ('bob')`)
  db.exec(`INSERT INTO pets (id, owner) VALUES (1, 'ada'), (2, 'bob'), (3, 'ada')`)
  db.close()
  return file
}

describe('applyMigrations', () => {
  it('makes the newest version of a file that is not there yet', () => {
    const db = openFile(freshFile())
    expect(applyMigrations(db, newest())).toEqual({ applied: names })
    expect(appliedTo(db)).toEqual(names)
    expect(triggersOf(db)).toEqual(['pets_guard'])
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('takes the folder as a URL, too', () => {
    const db = openFile(freshFile())
    expect(applyMigrations(db, pathToFileURL(newest())).applied).toEqual(names)
  })

  it('makes the newest version of the real migrations', () => {
    const db = openFile(freshFile())
    const folder = fileURLToPath(new URL('../../../../prisma', import.meta.url))
    expect(applyMigrations(db, folder).applied).toContain('20261123000000_init')
    expect(applyMigrations(db, folder).applied).toEqual([])
    expect(triggersOf(db)).toContain('workloads_guard_transition')
  })

  for (const journal of ['wal', 'delete'])
    it(`writes nothing to a file that is up to date (journal mode ${journal})`, () => {
      const file = freshFile()
      const folder = newest()
      const first = new Database(file)
      first.pragma(`journal_mode = ${journal}`)
      applyMigrations(first, folder)
      first.close()

      const db = openFile(file)
      const observer = openFile(file)
      const [bytes, version] = [bytesOf(file)['isola.db'], observer.pragma('data_version')]
      expect(applyMigrations(db, folder)).toEqual({ applied: [] })
      expect(db.prepare('SELECT total_changes()').pluck().all()).toEqual([0])
      expect(observer.pragma('data_version')).toEqual(version)
      expect(bytesOf(file)['isola.db']).toBe(bytes)
    })

  it('reads the history of a connection that answers in BigInt', () => {
    const db = openFile(filledFile(2))
    db.defaultSafeIntegers(true)
    expect(applyMigrations(db, newest()).applied).toEqual(names.slice(2))
    expect(applyMigrations(db, newest()).applied).toEqual([])
  })

  for (const count of [1, 2, 3, 4])
    it(`keeps the rows of a file at version ${count}, although tables are rebuilt`, () => {
      const db = openFile(filledFile(count))
      const before = rowsOf(db)
      expect(applyMigrations(db, newest())).toEqual({ applied: names.slice(count) })
      expect(rowsOf(db)).toEqual(before)
      expect(before).toHaveLength(3)
      expect(appliedTo(db)).toEqual(names)
      expect(triggersOf(db)).toEqual(['pets_guard'])
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.pragma('foreign_key_check')).toEqual([])
      expect(() => db.exec('DELETE FROM pets')).toThrow('pets stay')
    })

  it('heals a trigger that was lost, altered or added, and nothing else', () => {
    const file = filledFile(4)
    const db = openFile(file)
    for (const harm of [
      'DROP TRIGGER pets_guard',
      'DROP TRIGGER pets_guard; CREATE TRIGGER pets_guard BEFORE DELETE ON pets BEGIN SELECT 1; END',
      'CREATE TRIGGER stray AFTER INSERT ON pets BEGIN DELETE FROM owners; END',
    ]) {
      db.exec(harm)
      expect(applyMigrations(db, newest())).toEqual({ applied: [] })
      expect(triggersOf(db)).toEqual(['pets_guard'])
      expect(() => db.exec('DELETE FROM pets')).toThrow('pets stay')
    }
    expect(rowsOf(db)).toHaveLength(3)
  })

  it('drops the triggers of an earlier version before they meet a newer table', () => {
    const db = openFile(freshFile())
    const old = 'CREATE TRIGGER old AFTER UPDATE ON owners BEGIN SELECT RAISE(ABORT, "old") FROM gone; END;'
    applyMigrations(db, upTo(3, old.replaceAll('"', "'")))
    db.exec(`INSERT INTO owners (id) VALUES ('ada')`)
    expect(applyMigrations(db, newest()).applied).toEqual(names.slice(3))
    expect(triggersOf(db)).toEqual(['pets_guard'])
  })

  it('takes a change of line endings for no edit', () => {
    const db = openFile(filledFile(4))
    const windows = Object.entries(versions).map(([name, sql]) => [name, sql.replaceAll('\n', '\r\n')])
    expect(applyMigrations(db, migrationFolder(Object.fromEntries(windows), guard))).toEqual({ applied: [] })
  })

  it('is content with a migration that Prisma rolled back and then applied', () => {
    const db = openFile(filledFile(4))
    db.exec(`INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
      SELECT 'failed', checksum, migration_name, 1 FROM _prisma_migrations LIMIT 1`)
    expect(applyMigrations(db, newest())).toEqual({ applied: [] })
  })

  it('refuses to run inside a transaction, where it could not hold off foreign keys', () => {
    const db = openFile(freshFile())
    db.exec('BEGIN')
    expect(() => applyMigrations(db, newest())).toThrow('open transaction')
  })

  it('passes on what is not the fault of a migration', () => {
    const file = freshFile()
    writeFileSync(file, 'this is no database, although it is long enough to be taken for one'.repeat(9))
    expect(() => applyMigrations(openFile(file), newest())).toThrow(
      expect.objectContaining({ code: 'SQLITE_NOTADB' }),
    )
    const [locked, db] = [openFile(filledFile(2)), openFile(filledFile(2))]
    locked.exec('BEGIN IMMEDIATE')
    const waiting = new Database(locked.name, { timeout: 0 })
    expect(() => applyMigrations(waiting, newest())).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }))
    expect(waiting.pragma('foreign_keys', { simple: true })).toBe(1)
    waiting.close()
    expect(applyMigrations(db, newest()).applied).toHaveLength(2)
  })
})

describe('applyMigrations refuses and leaves the file as it was', () => {
  const broken =
    (sql: string, triggers = guard) =>
    () =>
      migrationFolder({ ...versions, '20260105000000_broken': sql }, triggers)
  const cases: [string, MigrationFailure, string, string, () => string][] = [
    ['a file of another program', 'foreign', 'holds "notes"', 'CREATE TABLE notes (id)', newest],
    [
      "a file of another program that uses Prisma's history",
      'foreign',
      'not an Isola database',
      `UPDATE _prisma_migrations SET migration_name = '2020_other_' || rowid`,
      newest,
    ],
    ['a file from a newer version', 'newer', '20260104000000_since', '', () => upTo(3)],
    [
      'a file whose migration was edited since',
      'edited',
      '20260102000000_names',
      '',
      () =>
        migrationFolder({ ...versions, '20260102000000_names': 'ALTER TABLE pets ADD COLUMN name;' }, guard),
    ],
    [
      'a file in which Prisma failed',
      'unfinished',
      '20260104000000_since failed half-way',
      `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%since'`,
      newest,
    ],
    [
      'a file in which Prisma rolled a migration back',
      'unfinished',
      '20260104000000_since was rolled back',
      `UPDATE _prisma_migrations SET rolled_back_at = 1 WHERE migration_name LIKE '%since'`,
      newest,
    ],
    [
      'a migration that comes before one that was applied',
      'out-of-order',
      '20260103500000_between',
      '',
      () => migrationFolder({ ...versions, '20260103500000_between': 'SELECT 1;' }, guard),
    ],
    [
      'a migration with an error in it',
      'broken',
      'syntax error',
      '',
      broken('DELETE FROM pets; CREATE TABEL x;'),
    ],
    [
      'a migration that breaks a constraint',
      'broken',
      'constraint',
      '',
      broken(`UPDATE pets SET name = '';`),
    ],
    [
      'a migration that leaves a reference without its row',
      'broken',
      'row 2 of pets would refer to a missing row of owners',
      '',
      broken(`DELETE FROM owners WHERE id = 'bob';`),
    ],
    ['a migration that rolls back', 'broken', 'ends the transaction', '', broken('ROLLBACK;')],
    [
      'a trigger with an error in it',
      'broken',
      'triggers.sql',
      '',
      broken('SELECT 1;', guard.replace('pets', 'x') + guard.replaceAll('pets', 'y')),
    ],
    [
      'a triggers.sql with more than triggers',
      'broken',
      'CREATE VIEW',
      '',
      broken('SELECT 1;', 'CREATE VIEW v AS SELECT 1;'),
    ],
  ]

  for (const [what, reason, text, harm, folder] of cases)
    it(`${reason}: ${what}`, () => {
      const file = what === 'a file of another program' ? freshFile() : filledFile(4)
      const preparing = new Database(file)
      preparing.exec(harm)
      preparing.close()

      const before = bytesOf(file)
      const db = new Database(file)
      expect(() => applyMigrations(db, folder())).toThrow(
        expect.objectContaining({ name: 'MigrationError', reason, message: expect.stringContaining(text) }),
      )
      expect(db.inTransaction).toBe(false)
      db.close()
      expect(bytesOf(file)).toEqual(before)
    })

  it('is a MigrationError, with the error of SQLite as its cause', () => {
    const folder = broken('CREATE TABEL x;')()
    const attempt = () => applyMigrations(openFile(freshFile()), folder)
    expect(attempt).toThrow(MigrationError)
    expect(attempt).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: 'SQLITE_ERROR' }) }),
    )
  })

  it('needs triggers.sql: a folder without it is not a whole one', () => {
    const folder = scratchFolder()
    cpSync(newest(), folder, { recursive: true })
    rmSync(join(folder, 'triggers.sql'))
    expect(() => applyMigrations(openFile(freshFile()), folder)).toThrow('triggers.sql')
  })
})
