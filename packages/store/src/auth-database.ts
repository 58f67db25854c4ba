import { type Actor, type AuditInput, auditInput, type Clock, parseInput } from '@isola/domain'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { type FailedSignIns, failedSignIns } from './audit/failed-sign-ins.ts'
import { fromActor } from './convert.ts'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'
import { parseActor } from './parse-actor.ts'
import { adapterFactory } from './sqlite/serialised-adapter.ts'
import { toDomainError } from './sqlite/sqlite-error.ts'
import type { Store } from './store.ts'

/** The tables of people and keys, and no others. */
export type AuthTables = Pick<
  Prisma.TransactionClient,
  'authUser' | 'authSession' | 'authAccount' | 'authVerification' | 'apiKey'
>

/** Adds an entry to the audit trail. */
type PutOnRecord = (entry: AuditInput, actor: Actor) => Promise<void>

/** Writes on the connection of the write lane, one user at a time: what `auth` writes is as safe as what the store writes. */
export interface AuthDatabase extends AuthTables {
  /** Does `work` and what it puts on record, all or nothing. @throws what `work` throws; STORE_FULL and the like */
  recording<Answer>(work: (tables: AuthTables, record: PutOnRecord) => Promise<Answer>): Promise<Answer>
  /** The same with one entry, which is known beforehand. */
  recorded<Answer>(
    entry: AuditInput,
    actor: Actor,
    work: (tables: AuthTables) => Promise<Answer>,
  ): Promise<Answer>
  failedSignIns: FailedSignIns
  /** For better-auth's Prisma adapter, which takes a client of any schema. */
  client: object
}

const databases = new WeakMap<Store, AuthDatabase>()

/** Of an open store; for `auth`, and nobody else. */
export function authDatabase(store: Store): AuthDatabase {
  const database = databases.get(store)
  if (!database) throw new Error('This store has no database for accounts')
  return database
}

export function provideAuthDatabase(store: Store, adapter: SqlDriverAdapter, clock: Clock): void {
  const prisma = new PrismaClient({ adapter: adapterFactory(adapter) })
  const { authUser, authSession, authAccount, authVerification, apiKey } = prisma

  const recording: AuthDatabase['recording'] = async (work) => {
    try {
      return await prisma.$transaction((tables) =>
        work(tables, async (entry, actor) => {
          const { who, action, target, details } = toRow(entry, actor)
          await tables.$executeRaw`
            INSERT INTO audit_entries (at, actor, action, target, details)
            VALUES (${clock.now()}, ${who}, ${action}, ${target}, ${details})`
        }),
      )
    } catch (error) {
      throw toDomainError(error)
    }
  }
  const recorded: AuthDatabase['recorded'] = async (entry, actor, work) => {
    // Before anything is begun.
    toRow(entry, actor)
    return recording(async (tables, record) => {
      const answer = await work(tables)
      await record(entry, actor)
      return answer
    })
  }
  const tables = { authUser, authSession, authAccount, authVerification, apiKey }
  databases.set(store, {
    ...tables,
    recording,
    recorded,
    failedSignIns: failedSignIns(prisma, clock),
    client: prisma,
  })
}

function toRow(entry: AuditInput, actor: Actor) {
  const { action, target, details } = parseInput(auditInput, entry)
  const who = fromActor(parseActor(actor))
  return { who, action, target, details: details === null ? null : JSON.stringify(details) }
}
