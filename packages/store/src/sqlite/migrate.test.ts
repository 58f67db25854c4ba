import { writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from './migrate.ts'
import { filledFile, freshFile, guard, names, newest, upTo, versions } from './migrate-fixture.ts'
import { bytesOf, migrationFolder, openFile } from './migrate-testing.ts'

const triggersOf = (db: Database.Database) =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`).pluck().all()
const rowsOf = (db: Database.Database) =>
  db.prepare('SELECT pets.id, owner FROM pets JOIN owners ON owner = owners.id ORDER BY 1').all()
const appliedTo = (db: Database.Database) =>
  db.prepare('SELECT migration_name FROM _prisma_migrations ORDER BY started_at, 1').pluck().all()

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
