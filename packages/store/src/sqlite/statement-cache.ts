import type Database from 'better-sqlite3'
import { LRUCache } from 'lru-cache'

const MAX_STATEMENTS = 500

/** Prepares each text once for as long as it is in use. Integers come as numbers: every one of ours is safe. */
export function statementCache(db: Database.Database): (sql: string) => Database.Statement<unknown[]> {
  const cache = new LRUCache<string, Database.Statement<unknown[]>>({ max: MAX_STATEMENTS })
  return (sql) => {
    const known = cache.get(sql)
    if (known) return known
    const statement = db.prepare<unknown[]>(sql).safeIntegers(false)
    cache.set(sql, statement)
    return statement
  }
}

/** What Prisma's adapter asks of a statement. */
interface AdapterStatement {
  reader: boolean
  bind(args: unknown[]): AdapterStatement
  columns(): Database.ColumnDefinition[]
  raw(): AdapterStatement
  all(): unknown[]
  run(): Database.RunResult
}

/**
 * The handle for Prisma's adapter, which prepares every statement anew (20 to 40 % of a query), binds for good and asks
 * for columns every time: what it gets are stand-ins that remember. Our own use of the handle stays as it is.
 */
export function withReusedStatements(db: Database.Database): Database.Database {
  const cache = new LRUCache<string, AdapterStatement>({ max: MAX_STATEMENTS })
  const prepare = (sql: string): AdapterStatement => {
    const known = cache.get(sql)
    if (known) return known
    const standIn = adapterStatement(db.prepare(sql))
    cache.set(sql, standIn)
    return standIn
  }
  return Object.create(db, { prepare: { value: prepare } }) as Database.Database
}

function adapterStatement(statement: Database.Statement<unknown[]>): AdapterStatement {
  let bound: unknown[] = []
  const columns = statement.reader ? statement.raw().columns() : []
  const standIn: AdapterStatement = {
    reader: statement.reader,
    bind(args) {
      bound = args
      return standIn
    },
    columns: () => columns,
    raw: () => standIn,
    all: () => statement.all(bound),
    run: () => statement.run(bound),
  }
  return standIn
}
