import { closeSync, fsyncSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { applyMigrations } from '../../packages/store/src/sqlite/migrate.ts'
import { dropTriggers } from '../../packages/store/src/sqlite/migrate-triggers.ts'
import { AGGREGATES } from '../../packages/store/src/stats/recompute.ts'
import type { Columns } from './columns.ts'
import { drawWorkload } from './draw-workload.ts'
import { Random } from './random.ts'
import { toRows } from './to-rows.ts'

const PRISMA_FOLDER = new URL('../../prisma/', import.meta.url)

const PER_TRANSACTION = 50_000
const RETRIED_SHARE = 0.15
/** The pages that random hashes land on stay in memory while a file of some million rows is made. */
const CACHE_KIB = 2 * 1024 * 1024

/**
 * Makes a record of `count` workloads with their history, logs and aggregates. Without triggers, CHECKs and journal, or
 * a million rows would take a quarter of an hour; the store's verify() finds nothing wrong with it all the same.
 */
export function seedFile(file: string, count: number): void {
  const db = new Database(file)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma(`cache_size = -${CACHE_KIB}`)
  applyMigrations(db, PRISMA_FOLDER)
  dropTriggers(db)
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
  for (let from = 0; from < count; from += PER_TRANSACTION) {
    db.transaction(() => insertRange(db, from, Math.min(from + PER_TRANSACTION, count), count))()
  }
  for (const { table, columns, query } of AGGREGATES) {
    db.exec(`INSERT INTO ${table} (${columns.join(', ')}) ${query}`)
  }
  // Lays the triggers again.
  applyMigrations(db, PRISMA_FOLDER)
  db.pragma('journal_mode = WAL')
  db.close()
  syncFile(file)
}

/** Else what is written while measuring waits for what was written before. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function insertRange(db: Database.Database, from: number, to: number, count: number): void {
  const random = new Random(from + 1)
  const insert = inserter(db)
  let failed: { id: string; source: Columns } | null = null
  for (let index = from; index < to; index++) {
    const drawn = drawWorkload(random, index, count)
    const { source, workload, output, events, logLines } = toRows(random, drawn, failed)
    insert('workload_sources', source, 'ON CONFLICT DO NOTHING')
    const outputId = output && index + 1
    insert('workloads', { ...workload, output_id: outputId })
    if (output) insert('workload_outputs', { id: outputId, workload_id: workload.id ?? null, body: output })
    for (const event of events) insert('workload_events', event)
    for (const line of logLines) insert('log_lines', line)
    const isRetried = drawn.status === 'failed' && random.chance(RETRIED_SHARE)
    failed = isRetried ? { id: String(workload.id), source } : null
  }
}

/** Statements made from the columns that a table's first row has. */
function inserter(db: Database.Database) {
  const statements = new Map<string, Database.Statement<unknown[]>>()
  return (table: string, columns: Columns, ending = '') => {
    let statement = statements.get(table)
    if (!statement) {
      const names = Object.keys(columns)
      const values = names.map((name) => `@${name}`)
      statement = db.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')}) ${ending}`,
      )
      statements.set(table, statement)
    }
    statement.run(columns)
  }
}
