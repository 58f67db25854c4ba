/** Lets two files live through all migrations: one that is new, and one that was there from the first on. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyMigrations } from '../../packages/store/src/sqlite/migrate.ts'
import { MigrationError } from '../../packages/store/src/sqlite/migrate-error.ts'
import { type Migration, readBlueprint } from '../../packages/store/src/sqlite/migrate-folder.ts'
import { type Invariants, readInvariants } from './invariants.ts'
import { type Database, withScratchFile } from './sqlite.ts'

export function rehearseEmpty(folder: string): Promise<Invariants> {
  return withScratchFile('empty.db', (db) => {
    applyMigrations(db, folder)
    return readInvariants(db)
  })
}

export interface FilledRehearsal {
  /** Undefined when a migration did not run to its end. */
  invariants?: Invariants
  problems: string[]
}

/**
 * Stops at every version to add the rows that tools/fill has for it, so that each later migration finds some
 * to lose. They are written without triggers: those that there are belong to the newest version alone.
 */
export function rehearseFilled(folder: string): Promise<FilledRehearsal> {
  return withScratchFile('filled.db', (db, scratch) => {
    const problems: string[] = []
    try {
      for (const migration of readBlueprint(folder).migrations) {
        const { name } = migration
        const before = countRows(db)
        applyMigrations(db, oneVersionMore(folder, scratch, name))
        problems.push(...lostRows(before, countRows(db), migration))
        fill(db, folder, name)
      }
      applyMigrations(db, folder)
    } catch (error) {
      if (error instanceof MigrationError) return { problems: [...problems, error.message] }
      throw error
    }
    return { invariants: readInvariants(db), problems: [...problems, ...emptyTables(db), ...damage(db)] }
  })
}

/** A folder like `prisma/` whose newest version is that one; earlier calls have put those before it there. */
export function oneVersionMore(folder: string, scratch: string, name: string): string {
  const stage = join(scratch, 'prisma')
  mkdirSync(stage, { recursive: true })
  writeFileSync(join(stage, 'triggers.sql'), '')
  cpSync(join(folder, 'migrations', name), join(stage, 'migrations', name), { recursive: true })
  return stage
}

export function fill(db: Database, folder: string, migration: string): void {
  const file = join(folder, 'tools', 'fill', `${migration}.sql`)
  if (existsSync(file)) db.exec(readFileSync(file, 'utf8'))
}

function countRows(db: Database): Map<string, number> {
  const tables = db.prepare<[], { name: string }>(
    `SELECT name FROM sqlite_schema
     WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> '_prisma_migrations'`,
  )
  const count = (name: string) => db.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0
  return new Map(tables.all().map(({ name }) => [name, count(name)]))
}

function lostRows(
  before: Map<string, number>,
  after: Map<string, number>,
  { name, sql }: Migration,
): string[] {
  const renamed = new Map(
    Array.from(sql.matchAll(/^ALTER TABLE "(\w+)" RENAME TO "(\w+)";$/gm), ([, from, to]) => [from, to]),
  )
  return [...before].flatMap(([table, rows]) => {
    const left = after.get(renamed.get(table) ?? table) ?? 0
    return left === rows ? [] : `${name} leaves ${left} of ${rows} rows of ${table}`
  })
}

function emptyTables(db: Database): string[] {
  const empty = [...countRows(db)].filter(([, rows]) => rows === 0)
  return empty.map(
    ([table]) => `${table} has no rows: give it some in tools/fill/<the migration that creates it>.sql`,
  )
}

function damage(db: Database): string[] {
  // Switched on, it hides broken CHECKs from integrity_check, too.
  db.pragma('ignore_check_constraints = OFF')
  const integrity = db.pragma('integrity_check') as { integrity_check: string }[]
  const dangling = db.pragma('foreign_key_check') as { table: string; parent: string }[]
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...new Set(dangling.map(({ table, parent }) => `a row of ${table} refers to a missing row of ${parent}`)),
  ]
}
