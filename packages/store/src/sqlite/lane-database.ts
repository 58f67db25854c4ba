import type Database from 'better-sqlite3'
import { statementCache } from './statement-cache.ts'

/** A row as SQLite gives it. */
export type Row = Record<string, unknown>

/** What may be bound: by name, or by position. */
export type Parameters = Record<string, unknown> | unknown[]

/** Statements on the writing connection, for the time of one job of the lane. */
export class LaneDatabase {
  readonly #db: Database.Database
  readonly #statement: (sql: string) => Database.Statement<unknown[]>

  constructor(db: Database.Database) {
    this.#db = db
    this.#statement = statementCache(db)
  }

  /** Every row, of a query or of a write with RETURNING: taking only the first would stop the write half-way. */
  all(sql: string, parameters: Parameters = []): Row[] {
    return this.#statement(sql).all(parameters) as Row[]
  }

  /** Rows one by one, as far as `consume` goes, which may not write meanwhile. */
  read<Answer>(sql: string, parameters: Parameters, consume: (rows: Iterable<Row>) => Answer): Answer {
    return consume(this.#statement(sql).iterate(parameters) as Iterable<Row>)
  }

  /** Answers how many rows the statement itself changed. */
  run(sql: string, parameters: Parameters = []): number {
    return this.#statement(sql).run(parameters).changes
  }

  /** Several statements that stand or fall together, inside the batch. */
  atomically<Answer>(work: () => Answer): Answer {
    this.run('SAVEPOINT job')
    try {
      const answer = work()
      this.run('RELEASE job')
      return answer
    } catch (error) {
      // The savepoint is gone when the error ended the whole transaction; the lane deals with that.
      if (this.#db.inTransaction) {
        this.run('ROLLBACK TO job')
        this.run('RELEASE job')
      }
      throw error
    }
  }
}
