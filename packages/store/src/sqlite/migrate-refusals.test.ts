import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from './migrate.ts'
import { MigrationError, type MigrationFailure } from './migrate-error.ts'
import { filledFile, freshFile, guard, newest, upTo, versions } from './migrate-fixture.ts'
import { bytesOf, migrationFolder, openFile } from './migrate-testing.ts'

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
    const folder = newest()
    rmSync(join(folder, 'triggers.sql'))
    expect(() => applyMigrations(openFile(freshFile()), folder)).toThrow('triggers.sql')
  })
})
