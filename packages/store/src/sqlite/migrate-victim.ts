/**
 * Migrates a file and says where it is, to be killed there. Run by migrate.faults.test.ts:
 *
 *     node migrate-victim.ts <file> <folder> <point> hold|run     a point: what a migration passes to reached()
 */
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { applyMigrations } from './migrate.ts'

const [file = '', folder = '', point = '', manner = ''] = process.argv.slice(2)

const reached = (where: unknown): null => {
  if (where !== point) return null
  writeSync(1, `${where}\n`)
  // The whole process stands still: SQLite is synchronous. Or it runs on, and is hit wherever it has got to.
  if (manner === 'hold') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  return null
}

const db = new Database(file)
// A page that does not fit is written before the COMMIT: half a migration is really there to be undone.
db.pragma('cache_size = 5')
db.function('reached', reached)
applyMigrations(db, folder)
reached('committed')
