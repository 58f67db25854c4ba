/** What the migration that moves outputs to their own table does to a file of each version before it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorLine } from '../../packages/domain/src/error-line.ts'
import { applyMigrations } from '../../packages/store/src/sqlite/migrate.ts'
import { fill, oneVersionMore } from './rehearsal.ts'
import { type Database, withScratchFile } from './sqlite.ts'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))
const MIGRATION = '20261129000000_outputs'
const VERSIONS = readdirSync(join(FOLDER, 'migrations'))
  .filter((name) => /^\d/.test(name))
  .sort()
const EARLIER = VERSIONS.filter((name) => name < MIGRATION)

const UNTOUCHED = [
  ...['workload_sources', 'workload_labels', 'workload_events', 'log_lines', 'audit_entries', 'runners'],
  ...['workload_counters', 'workload_activity', 'duration_histogram'],
]
const allOf = (db: Database, sql: string) => db.prepare<[], Record<string, unknown>>(sql).all()
const untouched = (db: Database) => UNTOUCHED.map((table) => allOf(db, `SELECT * FROM ${table}`))

/** Calls `check` with the rows as they were and the file as it is now. */
function migrateFrom(
  version: string,
  check: (before: { workloads: Record<string, unknown>[]; others: unknown }, db: Database) => void,
) {
  return withScratchFile('filled.db', (db, scratch) => {
    for (const name of VERSIONS.filter((name) => name <= version)) {
      applyMigrations(db, oneVersionMore(FOLDER, scratch, name))
      fill(db, FOLDER, name)
    }
    const before = { workloads: allOf(db, 'SELECT * FROM workloads ORDER BY id'), others: untouched(db) }
    expect(applyMigrations(db, FOLDER).applied).toContain(MIGRATION)
    check(before, db)
  })
}

describe(`${MIGRATION}, from`, () => {
  for (const version of EARLIER) {
    it(`${version}: moves every output, and leaves every other value as it was`, async () => {
      await migrateFrom(version, ({ workloads, others }, db) => {
        const after = allOf(
          db,
          'SELECT w.*, o.body AS output FROM workloads w LEFT JOIN workload_outputs o ON o.id = w.output_id ORDER BY w.id',
        )
        const withoutLine = (rows: Record<string, unknown>[]) =>
          rows.map(({ error_line: _, output_id: __, ...row }) => row)
        expect(withoutLine(after)).toEqual(withoutLine(workloads))
        expect(workloads.filter(({ output }) => output !== null).length).toBeGreaterThan(10)
        expect(allOf(db, 'SELECT count(*) AS n FROM workload_outputs')).toEqual(
          allOf(db, 'SELECT count(output_id) AS n FROM workloads'),
        )
        expect(untouched(db)).toEqual(others)
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      })
    })

    it(`${version}: shows of every error the line that a new one would show`, async () => {
      await migrateFrom(version, (_, db) => {
        const rows = allOf(db, 'SELECT error, error_line FROM workloads WHERE error IS NOT NULL')
        expect(rows.length).toBeGreaterThan(10)
        for (const { error, error_line } of rows) expect(error_line).toBe(errorLine(String(error)))
        expect(allOf(db, 'SELECT 1 FROM workloads WHERE error IS NULL AND error_line IS NOT NULL')).toEqual(
          [],
        )
      })
    })
  }
})
