import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Actor,
  type AuditEntry,
  type Clock,
  isIsolaError,
  type Role,
  systemClock,
  type User,
} from '@isola/domain'
import { openStore, type Store } from '@isola/store'
import { type AuthDatabase, type AuthTables, authDatabase } from '@isola/store/auth-database'
import { onTestFinished } from 'vitest'
import { type Auth, openAuth } from '../auth.ts'
import type { AuthContext } from '../context.ts'
import { Endings } from '../endings.ts'
import { KeyCache } from '../keys/key-cache.ts'

export const MINUTE = 60_000
/** Of tests, and for them alone. */
export const COOKIE_SECRET = 'a secret of tests alone, and long enough'
export const PASSWORD = 'correct horse battery'
export const SETTER_UP: Actor = { kind: 'system', id: 'test', name: 'Test' }

/** Stands still unless it is told to move. */
export class TestClock implements Clock {
  ms = Date.UTC(2026, 2, 1, 12)
  readonly monotonic = systemClock.monotonic

  now(): number {
    return this.ms
  }
}

export interface AuthForTest {
  auth: Auth
  store: Store
  clock: TestClock
  database: AuthDatabase
  file: string
  origins: string[]
  /** What better-auth had to say. */
  warned: string[]
  /** What verbs work with, for tests that go below the table of contents. */
  context: AuthContext
  /** The same record, by a process that has just started. */
  restart(): Auth
}

/** Over a real file, gone when the test is. `wrap` puts something before the database, to hold it up or break it. */
export async function openAuthForTest({
  origins = ['http://localhost:4747', 'http://127.0.0.1:4747'],
  wrap = (database: AuthDatabase): AuthDatabase => database,
} = {}): Promise<AuthForTest> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-auth-'))
  const file = join(folder, 'isola.db')
  const clock = new TestClock()
  const store = await openStore({ url: `file:${file}`, clock, durability: 'normal' })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const database = wrap(authDatabase(store))
  const warned: string[] = []
  const warn = (message: string) => void warned.push(message)
  const restart = () => openAuth({ database, clock, secret: COOKIE_SECRET, origins, warn })
  const context = { database, clock, endings: new Endings(clock), keyCache: new KeyCache() }
  return { auth: restart(), store, clock, database, file, origins, warned, context, restart }
}

/** Has `around` called in place of one method of a table; it can call the real one. */
export function intercept<Table extends keyof AuthTables>(
  database: AuthDatabase,
  table: Table,
  method: keyof AuthTables[Table],
  around: (real: () => Promise<unknown>) => Promise<unknown>,
): AuthDatabase {
  const delegate = new Proxy(database[table], {
    get(target, name) {
      const real = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
      return name === method ? (...args: unknown[]) => around(() => real(...args)) : real
    },
  })
  return { ...database, [table]: delegate }
}

/** Who calls with this key. */
export const withKey = (auth: Auth, key: string) =>
  auth.authenticate(new Headers({ authorization: `Bearer ${key}` }))

export const withCookie = (auth: Auth, cookie: string) => auth.authenticate(new Headers({ cookie }))

/** A person with PASSWORD. */
export const createPerson = (auth: Auth, name: string, role: Role): Promise<User> =>
  auth.users.create({ name, email: `${name.toLowerCase()}@example.com`, password: PASSWORD, role }, SETTER_UP)

/** Oldest first. */
export async function auditOf(store: Store): Promise<AuditEntry[]> {
  const { items } = await store.listAudit({ limit: 200 })
  return items.reverse()
}

/** The fields that a refused input was refused for; a promise that is kept fails the test. */
export async function faultyFieldsOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise
  } catch (error) {
    if (isIsolaError(error, 'INVALID_INPUT')) return error.data.issues.map(({ path }) => path)
    throw error
  }
  throw new Error('It was not refused')
}
