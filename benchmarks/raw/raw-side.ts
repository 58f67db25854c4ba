import { createHash } from 'node:crypto'
import { firstIdAt } from '@isola/domain'
import Database from 'better-sqlite3'
import { setWriterPragmas } from '../../packages/store/src/sqlite/pragmas.ts'
import type { Operation } from '../measure.ts'
import { anchoredClock } from '../seed/anchor.ts'
import type { Captured } from './capture.ts'
import { capturedWrites } from './captured-writes.ts'
import type { Side } from './side.ts'

let created = 0

/**
 * better-sqlite3 called once per write, each in its own transaction: the store's statements, pragmas, schema and
 * triggers. Ids, hashes and parameters are made beforehand, so nothing but SQLite is timed.
 */
export async function rawSide(file: string): Promise<Side & { db: Database.Database }> {
  const db = new Database(file)
  setWriterPragmas(db, 'full')
  const writes = await capturedWrites()
  const bind = binder(db)
  const toEach = (captured: Captured[]) => (ids: string[]) =>
    ids.map((id) => bind(captured, { id, now: anchoredClock.now() }))
  return {
    db,
    create(count) {
      const ids: string[] = []
      const operations = Array.from({ length: count }, () => {
        created += 1
        const now = anchoredClock.now()
        const id = firstIdAt(now).slice(0, 10) + String(created).padStart(16, '0')
        const input = JSON.stringify({ order: `raw ${created}` })
        const inputHash = createHash('sha256').update(input).digest('hex')
        ids.push(id)
        return bind(writes.create, { id, now, createdAt: now, input, inputHash })
      })
      return { operations, ids }
    },
    running: toEach(writes.running),
    completed: toEach(writes.completed),
    append: toEach(writes.append),
    checkpoint: () => void db.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => Promise.resolve(void db.close()),
  }
}

/** Makes operations of captured statements, with some of their parameters replaced by name, and the id by position. */
function binder(db: Database.Database) {
  const prepared = new Map<string, Database.Statement<unknown[]>>()
  const prepare = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const begin = prepare('BEGIN IMMEDIATE')
  const commit = prepare('COMMIT')
  return (captured: Captured[], replaced: { id: string } & Record<string, unknown>): Operation => {
    const bound = captured.map(({ sql, parameters }) => ({
      statement: prepare(sql),
      parameters: replaceParameters(parameters, replaced),
    }))
    const [only, ...others] = bound
    // A statement alone is a transaction of its own.
    if (only && others.length === 0) return async () => execute(only)
    return async () => {
      const isOurs = !db.inTransaction
      if (isOurs) begin.run()
      let returned: unknown
      for (const { statement, parameters } of bound)
        returned = execute({ statement, parameters: withOutputId(parameters, returned) })
      if (isOurs) commit.run()
    }
  }
}

function replaceParameters(
  parameters: Captured['parameters'],
  replaced: { id: string } & Record<string, unknown>,
): Captured['parameters'] {
  if (Array.isArray(parameters)) return parameters.map((value) => (isId(value) ? replaced.id : value))
  const present = Object.entries(replaced).filter(([name]) => name in parameters)
  return { ...parameters, ...Object.fromEntries(present) }
}

/** An output gets its id from the statement before, which writes it. */
function withOutputId(parameters: Captured['parameters'], returned: unknown): Captured['parameters'] {
  if (Array.isArray(parameters) || parameters.output_id == null) return parameters
  return { ...parameters, output_id: (returned as { id: unknown }).id }
}

const isId = (value: unknown) => typeof value === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)

/** Answers the row of a statement that has one. */
function execute({
  statement,
  parameters,
}: {
  statement: Database.Statement<unknown[]>
  parameters: unknown
}): unknown {
  if (!statement.reader) return statement.run(parameters)
  const rows = statement.all(parameters)
  if (rows.length !== 1) throw new Error(`Not one row: ${statement.source}`)
  return rows[0]
}
