import type {
  Actor,
  Clock,
  CreateApiKeyInput,
  CreateUserInput,
  KeysetQuery,
  UpdateUserInput,
} from '@isola/domain'
import type { AuthDatabase } from '@isola/store/auth-database'
import { authenticate } from './authenticate.ts'
import { bootstrap } from './bootstrap.ts'
import type { AuthContext } from './context.ts'
import { Endings } from './endings.ts'
import { FailedSignIns } from './failed-sign-ins.ts'
import { createKey } from './keys/create-key.ts'
import { KeyCache } from './keys/key-cache.ts'
import { listKeys } from './keys/list-keys.ts'
import { revokeKey } from './keys/revoke-key.ts'
import { ownRunner } from './own-runner.ts'
import { SetUp } from './set-up.ts'
import {
  AUTH_PATH,
  CLIENT_ADDRESS_HEADER,
  createSignIn,
  isServed,
  SIGN_IN,
  type SignInOptions,
} from './sign-in.ts'
import { createUser } from './users/create-user.ts'
import { listUsers } from './users/list-users.ts'
import { removeUser } from './users/remove-user.ts'
import { updateUser } from './users/update-user.ts'

export interface AuthOptions extends SignInOptions {
  database: AuthDatabase
  clock: Clock
}

export type Auth = ReturnType<typeof openAuth>

/** Who is calling, and those who administer that. The table of contents of this package. */
export function openAuth({ database, clock, ...options }: AuthOptions) {
  const context: AuthContext = { database, clock, endings: new Endings(clock), keyCache: new KeyCache() }
  const setUp = new SetUp(context)
  const signIn = createSignIn(context, setUp, options)
  const failed = new FailedSignIns(context, options.warn)
  return {
    authenticate: (headers: Headers) => authenticate(context, signIn, headers),
    bootstrap: (secret: string) => bootstrap(context, secret),
    ownRunner: (secret: string) => ownRunner(context, secret),
    setUp,
    /** `/api/auth/*`: the few of better-auth's routes that are served, to a request that was admitted. */
    async handle(request: Request): Promise<Response> {
      const { pathname } = new URL(request.url)
      if (!isServed(pathname)) return new Response(null, { status: 404 })
      const attempt = pathname === AUTH_PATH + SIGN_IN ? request.clone() : null
      const answer = await signIn.handler(request)
      if (attempt && (answer.status === 401 || answer.status === 403)) {
        const email = await emailIn(attempt)
        if (email !== null) await failed.note(request.headers.get(CLIENT_ADDRESS_HEADER), email)
      }
      return answer
    },
    /** @returns how many failed sign-ins were removed because of their age */
    removeOldFailures: () => failed.removeOld(),
    users: {
      list: (query?: KeysetQuery) => listUsers(context, query),
      create: (input: CreateUserInput, actor: Actor) => createUser(context, input, actor),
      update: (input: UpdateUserInput, actor: Actor) => updateUser(context, input, actor),
      remove: (id: string, actor: Actor) => removeUser(context, id, actor),
    },
    keys: {
      list: (query?: KeysetQuery) => listKeys(context, query),
      create: (input: CreateApiKeyInput, actor: Actor) => createKey(context, input, actor),
      revoke: (id: string, actor: Actor) => revokeKey(context, id, actor),
    },
  }
}

/** Null when there is none: then it was refused before its password was looked at. */
async function emailIn(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null)
  const email = (body as { email?: unknown } | null)?.email
  return typeof email === 'string' ? email : null
}
