/** SQLite as the store has it, its very copy: what is checked here is what runs there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { applyMigrations } from '../../packages/store/src/sqlite/migrate.ts'

export type Database = Parameters<typeof applyMigrations>[0]

const Sqlite = createRequire(new URL('../../packages/store/package.json', import.meta.url))(
  'better-sqlite3',
) as new (
  file: string,
) => Database

/** Opens a file of that name in a folder that is gone when the work is done. */
export async function withScratchFile<T>(
  name: string,
  work: (db: Database, folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-check-'))
  const db = new Sqlite(join(folder, name))
  try {
    return await work(db, folder)
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
