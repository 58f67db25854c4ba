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
import { createKey } from './keys/create-key.ts'
import { KeyCache } from './keys/key-cache.ts'
import { listKeys } from './keys/list-keys.ts'
import { revokeKey } from './keys/revoke-key.ts'
import { ownRunner } from './own-runner.ts'
import { SetUp } from './set-up.ts'
import { createSignIn, isServed, type SignInOptions } from './sign-in.ts'
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
  return {
    authenticate: (headers: Headers) => authenticate(context, signIn, headers),
    bootstrap: (secret: string) => bootstrap(context, secret),
    ownRunner: (secret: string) => ownRunner(context, secret),
    setUp,
    /** `/api/auth/*`: the few of better-auth's routes that are served, to a request that was admitted. */
    async handle(request: Request): Promise<Response> {
      if (!isServed(new URL(request.url).pathname)) return new Response(null, { status: 404 })
      return signIn.handler(request)
    },
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
