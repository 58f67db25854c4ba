/** A folder like `prisma/` and files to migrate with it, gone when the test is over. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isola-migrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The keys are the names of the migrations, the values their SQL. */
export function migrationFolder(migrations: Record<string, string>, triggers = ''): string {
  const folder = scratchFolder()
  mkdirSync(join(folder, 'migrations'))
  writeFileSync(join(folder, 'migrations', 'migration_lock.toml'), 'provider = "sqlite"\n')
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(folder, 'migrations', name))
    writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql)
  }
  writeFileSync(join(folder, 'triggers.sql'), triggers)
  return folder
}

export function openFile(file: string): Database.Database {
  const db = new Database(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

/** Of the file and of everything that SQLite may put beside it. */
export function bytesOf(file: string): Record<string, string> {
  const folder = join(file, '..')
  const names = readdirSync(folder).sort()
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}
