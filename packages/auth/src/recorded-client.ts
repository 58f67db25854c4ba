import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '@isola/domain'
import type { AuthTables } from '@isola/store/auth-database'
import type { AuthContext } from './context.ts'

/** A request to sign-in, as it is put on record. */
export interface SignInRequest {
  path: string
  /** Of the client, as the server made sure of it. */
  address: string | null
  /** What its password was compared with. */
  hash?: string
}

/** Where people end a session of their own browser; elsewhere they end others. */
const OWN = ['/sign-out', '/sign-in/email']

type Arguments<Method extends (args: never) => unknown> = Parameters<Method>[0]
type Sessions = AuthTables['authSession']
type Accounts = AuthTables['authAccount']

/**
 * The database as better-auth gets it: what begins or ends a session, or sets a password, writes its entry of the audit trail
 * in the same transaction. better-auth's own hooks run after its writes, so what fails between them would be on no record.
 */
export function recordedClient(
  { database, clock }: AuthContext,
  requests: AsyncLocalStorage<SignInRequest>,
): { client: object; sessions: Pick<Sessions, 'deleteMany'> } {
  const address = () => requests.getStore()?.address ?? null
  const actorOf = async ({ authUser }: AuthTables, id: string): Promise<Actor> => {
    const { name } = await authUser.findUniqueOrThrow({ where: { id } })
    return { kind: 'user', id, name }
  }

  const ending = <Answer>(where: object, end: (sessions: Sessions) => Promise<Answer>): Promise<Answer> =>
    database.recording(async (tables, record) => {
      // Those that have expired ended by themselves.
      const live = { AND: [where, { expiresAt: { gt: new Date(clock.now()) } }] }
      const ended = await tables.authSession.groupBy({ by: ['userId'], where: live, _count: true })
      const answer = await end(tables.authSession)
      const action = OWN.includes(requests.getStore()?.path ?? '') ? 'session.ended' : 'session.revoked'
      for (const { userId, _count: sessions } of ended) {
        const entry = { action, target: userId, details: { address: address(), sessions } }
        await record(entry, await actorOf(tables, userId))
      }
      return answer
    })

  const sessions = {
    create: (args: Arguments<Sessions['create']>) =>
      database.recording(async (tables, record) => {
        const session = await tables.authSession.create(args)
        const { userId } = session
        const entry = { action: 'session.created', target: userId, details: { address: address() } }
        await record(entry, await actorOf(tables, userId))
        return session
      }),
    delete: (args: Arguments<Sessions['delete']>) => ending(args.where, (rows) => rows.delete(args)),
    deleteMany: (args: Arguments<Sessions['deleteMany']> = {}) =>
      ending(args.where ?? {}, (rows) => rows.deleteMany(args)),
  }
  const accounts = {
    update: (args: Arguments<Accounts['update']>) =>
      args.data.password === undefined
        ? database.authAccount.update(args)
        : database.recording(async (tables, record) => {
            const account = await tables.authAccount.update(args)
            const { userId } = account
            const entry = { action: 'user.password_changed', target: userId, details: { address: address() } }
            await record(entry, await actorOf(tables, userId))
            return account
          }),
  }
  const tables: Record<string, object> = {
    authSession: replacing(database.authSession, sessions),
    authAccount: replacing(database.authAccount, accounts),
  }
  return { client: replacing(database.client, tables), sessions: sessions as never }
}

/** Prisma's objects are proxies themselves: what they have cannot be copied. */
const replacing = (whole: object, parts: object): object =>
  new Proxy(whole, {
    get: (target, name) => Reflect.get(name in parts ? parts : target, name),
  })
