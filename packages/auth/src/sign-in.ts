import { IsolaError, isIsolaError, LIMITS, setUpInput } from '@isola/domain'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { ulid } from 'ulid'
import type { AuthContext } from './context.ts'
import type { SetUp } from './set-up.ts'

export interface SignInOptions {
  /** Signs cookies. */
  secret: string
  /** Where browsers reach us, the public one first. */
  origins: string[]
  /** For what better-auth reports; it never holds a password or a token. */
  warn(message: string): void
}

/** The header that carries the address of the client, once the server has made sure of it: never taken from outside. */
export const CLIENT_ADDRESS_HEADER = 'x-isola-client-address'
export const SESSION_COOKIE = 'isola.session_token'
const SESSION_SECONDS = 7 * 24 * 3_600
const REFRESH_AFTER_SECONDS = 24 * 3_600

/** What better-auth serves of all that it could: people are made by admins, here they sign in and change their password. */
const PATHS = [
  '/set-up',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/list-sessions',
  '/revoke-session',
  '/revoke-other-sessions',
]
export const AUTH_PATH = '/api/auth'
export const isServed = (pathname: string): boolean => PATHS.includes(pathname.slice(AUTH_PATH.length))

/** Sign-in with e-mail and password, and sessions: better-auth, on the store's own connection. */
export function createSignIn(context: AuthContext, setUp: SetUp, { secret, origins, warn }: SignInOptions) {
  const { database, endings } = context
  const [baseURL = ''] = origins
  return betterAuth({
    appName: 'Isola',
    baseURL,
    basePath: AUTH_PATH,
    secret,
    trustedOrigins: origins,
    database: prismaAdapter(database.client, { provider: 'sqlite' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LIMITS.passwordLengthMin,
      maxPasswordLength: LIMITS.passwordLengthMax,
    },
    user: {
      modelName: 'authUser',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        disabled: { type: 'boolean', required: true, input: false },
      },
    },
    session: { modelName: 'authSession', expiresIn: SESSION_SECONDS, updateAge: REFRESH_AFTER_SECONDS },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    // Ours count by an address that was made sure of, and hold for every route.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'isola',
      useSecureCookies: baseURL.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { generateId: () => ulid() },
    },
    logger: { level: 'warn', log: (_level, message) => warn(message) },
    plugins: [setUpEndpoint(setUp)],
    databaseHooks: {
      session: {
        create: {
          async before({ userId }, request) {
            const user = await database.authUser.findUnique({ where: { id: userId } })
            if (!user || user.disabled)
              throw new APIError('FORBIDDEN', { message: 'This account is disabled' })
            // Rotation: whoever signs in again leaves no earlier session behind.
            const earlier =
              request &&
              (await request.getSignedCookie(request.context.authCookies.sessionToken.name, secret))
            if (earlier) await request.context.internalAdapter.deleteSession(earlier)
          },
        },
        delete: {
          after: async ({ id }) => endings.end(`session:${id}`),
        },
      },
    },
  })
}
export type SignIn = ReturnType<typeof createSignIn>

/** The first admin is made, and signed in, with the one-time link. */
const setUpEndpoint = (setUp: SetUp) => ({
  id: 'set-up',
  endpoints: {
    setUp: createAuthEndpoint('/set-up', { method: 'POST', body: setUpInput }, async (request) => {
      const user = await setUp.finish(request.body).catch((error): never => {
        if (!isIsolaError(error)) throw error
        throw new APIError(error.code === 'FORBIDDEN' ? 'FORBIDDEN' : 'BAD_REQUEST', {
          message: error.message,
        })
      })
      const { internalAdapter } = request.context
      const session = await internalAdapter.createSession(user.id)
      const row = await internalAdapter.findUserById(user.id)
      if (!session || !row) throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'The session could not be made')
      await setSessionCookie(request, { session, user: row })
      return request.json({ user })
    }),
  },
})
