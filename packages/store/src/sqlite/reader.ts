import { IsolaError } from '@isola/domain'
import Database from 'better-sqlite3'
import { registerFold } from './fold.ts'
import type { Row } from './lane-database.ts'
import { setReaderPragmas } from './pragmas.ts'
import { BUSY_TIMEOUT_MS } from './serialised-adapter.ts'
import { toDomainError } from './sqlite-error.ts'
import { statementCache } from './statement-cache.ts'

/**
 * Prepared statements on a read-only connection: they see what is committed, and never wait for writers. Asynchronous
 * for the sake of engines that are; here every query is over when the call returns.
 */
export class Reader {
  readonly #db: Database.Database
  readonly #statement: (sql: string) => Database.Statement<unknown[]>

  private constructor(db: Database.Database) {
    this.#db = db
    this.#statement = statementCache(db)
  }

  static open(file: string): Reader {
    const db = new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS })
    try {
      setReaderPragmas(db)
      registerFold(db)
      return new Reader(db)
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** `sql` is our own text; values from a caller are parameters. */
  all<Shape = Row>(sql: string, ...parameters: unknown[]): Promise<Shape[]> {
    return this.#run(() => this.#statement(sql).all(parameters) as Shape[])
  }

  /**
   * Rows one by one, as far as `consume` goes: what it leaves is never read. It is synchronous, because a statement that
   * is open across an await would keep its snapshot, and the write-ahead log with it.
   */
  read<Answer>(
    sql: string,
    parameters: unknown[],
    consume: (rows: Iterable<Row>) => Answer,
  ): Promise<Answer> {
    return this.#run(() => consume(this.#statement(sql).iterate(parameters) as Iterable<Row>))
  }

  close(): void {
    this.#db.close()
  }

  async #run<Answer>(query: () => Answer): Promise<Answer> {
    if (!this.#db.open) throw new IsolaError({ code: 'STORE_BUSY' }, 'The store is closed')
    try {
      return query()
    } catch (error) {
      throw toDomainError(error)
    }
  }
}
