import { IsolaError, type Role } from '@isola/domain'
import type { AuthContext } from './context.ts'
import { keyOf } from './http/request.ts'
import { findKey } from './keys/find-key.ts'
import type { Caller } from './principal.ts'
import type { SignIn } from './sign-in.ts'

/**
 * Who calls; null without credentials, and with a cookie that opens no session.
 * @throws UNAUTHENTICATED for a key that is unknown, revoked or has expired: its caller is never taken for anonymous
 */
export async function authenticate(
  context: AuthContext,
  signIn: SignIn,
  headers: Headers,
): Promise<Caller | null> {
  const key = keyOf(headers)
  if (key !== null) {
    const caller = await findKey(context, key)
    if (caller) return caller
    throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'The API key is unknown, revoked or has expired')
  }
  return headers.has('cookie') ? findSession(context, signIn, headers) : null
}

async function findSession(
  { endings }: AuthContext,
  signIn: SignIn,
  headers: Headers,
): Promise<Caller | null> {
  // Sessions are prolonged where the cookie can be, by /api/auth/get-session: here a request writes nothing.
  const since = endings.count
  const found = await signIn.api.getSession({ headers, query: { disableRefresh: true } })
  if (!found || found.user.disabled) return null
  const { session, user } = found
  return {
    principal: { kind: 'user', id: user.id, name: user.name, role: user.role as Role },
    onEnded: (listener) =>
      endings.watch(
        [`user:${user.id}`, `session:${session.id}`],
        since,
        session.expiresAt.getTime(),
        listener,
      ),
  }
}
