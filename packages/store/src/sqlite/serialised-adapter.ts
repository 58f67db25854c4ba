import { IsolaError } from '@isola/domain'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils'
import { Mutex, type MutexInterface } from 'async-mutex'
import type Database from 'better-sqlite3'
import { retryBusy } from './retry-busy.ts'
import { withReusedStatements } from './statement-cache.ts'

/** SQLite's own waiting sleeps on the event loop: keep it short, and wait in retryBusy instead. */
export const BUSY_TIMEOUT_MS = 25

/** Columns declared DATETIME hold integers; chosen before the first migration, because text and integers do not compare. */
const TIMESTAMPS = { timestampFormat: 'unixepoch-ms' } as const

/** Opens a connection through Prisma's adapter and hands out its better-sqlite3 handle too. */
export async function connectAdapter(
  file: string,
  options: { readonly: boolean },
): Promise<{ adapter: SqlDriverAdapter; db: Database.Database }> {
  const factory = new PrismaBetterSqlite3({ url: file, timeout: BUSY_TIMEOUT_MS, ...options }, TIMESTAMPS)
  const adapter = await factory.connect()
  const open = adapter as SqlDriverAdapter & { client: Database.Database }
  const db = open.client
  open.client = withReusedStatements(db)
  return { adapter, db }
}

/**
 * Writes, and transactions whole, go to the writer. What only reads goes to a connection of its own: a session is looked
 * up with every request, and the writer may be held for seconds by a long job or another program. That connection sees
 * whatever was committed when its query begins, so also the caller's own last write.
 */
export const readingFrom = (
  reads: { adapter: SqlDriverAdapter; db: Database.Database },
  writes: SqlDriverAdapter,
): SqlDriverAdapter => ({
  ...writes,
  queryRaw: async (query) => {
    if (!/^\s*SELECT\b/i.test(query.sql)) return writes.queryRaw(query)
    if (!reads.db.open) throw new IsolaError({ code: 'STORE_BUSY' }, 'The store is closed')
    return reads.adapter.queryRaw(query)
  },
})

/** A connected adapter as the factory that PrismaClient wants. */
export const adapterFactory = (adapter: SqlDriverAdapter): SqlDriverAdapterFactory => ({
  provider: 'sqlite',
  adapterName: adapter.adapterName,
  connect: () => Promise.resolve(adapter),
})

/** The writing connection: one user at a time, held by whoever has the mutex. */
export interface Writer {
  db: Database.Database
  mutex: Mutex
  adapter: SqlDriverAdapter
}

/**
 * The stock adapter shares one connection, and a query outside a transaction joins whichever transaction is open: rolled
 * back, it takes acknowledged writes with it (353 of 2,373 under a mixed load). Here a transaction has the connection
 * to itself, begins IMMEDIATE, and a COMMIT that fails is rolled back instead of poisoning what comes next.
 */
export async function connectWriter(file: string): Promise<Writer> {
  const { adapter: inner, db } = await connectAdapter(file, { readonly: false })
  const mutex = new Mutex()
  const alone = <Answer>(run: () => Promise<Answer>) => mutex.runExclusive(() => retryBusy(run))
  const adapter: SqlDriverAdapter = {
    provider: inner.provider,
    adapterName: inner.adapterName,
    queryRaw: (query) => alone(() => inner.queryRaw(query)),
    executeRaw: (query) => alone(() => inner.executeRaw(query)),
    executeScript: (script) => alone(() => inner.executeScript(script)),
    startTransaction: (isolation) => startTransaction(inner, db, mutex, isolation),
    // The store closes the connection: it is not Prisma's alone.
    dispose: () => Promise.resolve(),
  }
  return { db, mutex, adapter }
}

async function startTransaction(
  inner: SqlDriverAdapter,
  db: Database.Database,
  mutex: Mutex,
  isolation: IsolationLevel | undefined,
): Promise<Transaction> {
  if (isolation && isolation !== 'SERIALIZABLE') throw new Error(`SQLite has no isolation level ${isolation}`)
  const release = await mutex.acquire()
  try {
    await retryBusy(() => inner.executeRaw(statement('BEGIN IMMEDIATE')))
  } catch (error) {
    release()
    throw error
  }
  return transaction(inner, db, release)
}

function transaction(
  inner: SqlDriverAdapter,
  db: Database.Database,
  release: MutexInterface.Releaser,
): Transaction {
  let ended = false
  // Prisma ends a transaction whose COMMIT failed once more: by then the connection is somebody else's.
  const end = async () => {
    if (ended) return
    ended = true
    try {
      if (db.inTransaction) await inner.executeRaw(statement('ROLLBACK'))
    } finally {
      release()
    }
  }
  // A statement that is late for a transaction that timed out would commit by itself, or join another (prisma/orm#29762).
  const within = <Answer>(run: () => Promise<Answer>): Promise<Answer> =>
    ended ? Promise.reject(new Error('The transaction has ended')) : run()
  const savepoint = (sql: string) => within(async () => void (await inner.executeRaw(statement(sql))))
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    // Prisma sends COMMIT and ROLLBACK as statements, then calls commit() or rollback().
    options: { usePhantomQuery: false },
    queryRaw: (query) => within(() => inner.queryRaw(query)),
    executeRaw: (query) =>
      within(async () => {
        try {
          return await inner.executeRaw(query)
        } catch (error) {
          if (query.sql === 'COMMIT') await end()
          throw error
        }
      }),
    commit: end,
    rollback: end,
    createSavepoint: (name) => savepoint(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => savepoint(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => savepoint(`RELEASE SAVEPOINT ${name}`),
  }
}

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] })
