import { IsolaError } from '@isola/domain'
import type Database from 'better-sqlite3'
import { PrismaClient } from '../generated/prisma/client.ts'
import { registerFold } from './fold.ts'
import type { Row } from './lane-database.ts'
import { setReaderPragmas } from './pragmas.ts'
import { adapterFactory, connectAdapter } from './serialised-adapter.ts'
import { toDomainError } from './sqlite-error.ts'

/** Queries through Prisma on a read-only connection of their own: they see what is committed, and never wait for writers. */
export class Reader {
  readonly #prisma: PrismaClient
  readonly #db: Database.Database

  private constructor(prisma: PrismaClient, db: Database.Database) {
    this.#prisma = prisma
    this.#db = db
  }

  static async open(file: string): Promise<Reader> {
    const { adapter, db } = await connectAdapter(file, { readonly: true })
    setReaderPragmas(db)
    registerFold(db)
    return new Reader(new PrismaClient({ adapter: adapterFactory(adapter) }), db)
  }

  /** `sql` is text of ours; whatever comes from a caller is a parameter. */
  async all(sql: string, ...parameters: unknown[]): Promise<Row[]> {
    if (!this.#db.open) throw new IsolaError({ code: 'STORE_BUSY' }, 'The store is closed')
    try {
      return await this.#prisma.$queryRawUnsafe<Row[]>(sql, ...parameters)
    } catch (error) {
      throw toDomainError(error)
    }
  }

  /**
   * One value, written as JSON by SQLite: Prisma takes some 3 µs for each value of a row, JSON.parse a hundredth of that.
   */
  async json<Value>(sql: string, ...parameters: unknown[]): Promise<Value> {
    const [row] = await this.all(sql, ...parameters)
    return JSON.parse(String(row?.json)) as Value
  }

  async close(): Promise<void> {
    await this.#prisma.$disconnect()
    if (this.#db.open) this.#db.close()
  }
}
