import { AsyncLocalStorage } from 'node:async_hooks'
import { IsolaError, type IsolaErrorCode, isIsolaError, LIMITS, setUpInput } from '@isola/domain'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { verifyPassword } from 'better-auth/crypto'
import { ulid } from 'ulid'
import type { AuthContext } from './context.ts'
import { recordedClient, type SignInRequest } from './recorded-client.ts'
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
const SESSION_SECONDS = 7 * 24 * 3_600
const REFRESH_AFTER_SECONDS = 24 * 3_600

export const SIGN_IN = '/sign-in/email'
/** What better-auth serves of all that it could: people are made by admins, here they sign in and change their password. */
const PATHS = [
  '/set-up',
  SIGN_IN,
  '/sign-out',
  '/get-session',
  '/change-password',
  '/list-sessions',
  '/revoke-session',
  '/revoke-other-sessions',
]
export const AUTH_PATH = '/api/auth'
export const isServed = (pathname: string): boolean => PATHS.some((path) => pathname === AUTH_PATH + path)

/** Sign-in with e-mail and password, and sessions: better-auth, on the store's own connection. */
export function createSignIn(context: AuthContext, setUp: SetUp, { secret, origins, warn }: SignInOptions) {
  const { database, endings } = context
  const [baseURL = ''] = origins
  const requests = new AsyncLocalStorage<SignInRequest>()
  const { client, sessions } = recordedClient(context, requests)
  const instance = betterAuth({
    appName: 'Isola',
    baseURL,
    basePath: AUTH_PATH,
    secret,
    trustedOrigins: origins,
    database: prismaAdapter(client, { provider: 'sqlite' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LIMITS.passwordLengthMin,
      maxPasswordLength: LIMITS.passwordLengthMax,
      password: {
        verify({ hash, password }) {
          const request = requests.getStore()
          if (request) request.hash = hash
          return verifyPassword({ hash, password })
        },
      },
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
      // Said aloud: with TEST or NODE_ENV=test in the environment, better-auth leaves it out unless told.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], ipv6Subnet: 128 },
      database: { generateId: () => ulid() },
    },
    // Behind a colon it puts what the caller sent.
    logger: { level: 'warn', log: (_level, message) => warn(message.replace(/:.*/s, '')) },
    // Ours to answer and to log; else better-auth prints them.
    onAPIError: { throw: true },
    plugins: [setUpEndpoint(setUp)],
    databaseHooks: {
      session: {
        create: {
          async before({ userId }) {
            const user = await database.authUser.findUnique({ where: { id: userId } })
            if (!user || user.disabled)
              throw new APIError('FORBIDDEN', { message: 'This account is disabled' })
          },
          async after({ id, userId }, request) {
            if (!request) return
            if (request.path === SIGN_IN && !(await isPassword(userId, requests.getStore()?.hash))) {
              await sessions.deleteMany({ where: { id } })
              throw new APIError('UNAUTHORIZED', { message: 'The password was changed meanwhile' })
            }
            // Rotation: whoever signs in again leaves no earlier session behind.
            const earlier = await request.getSignedCookie(
              request.context.authCookies.sessionToken.name,
              secret,
            )
            if (earlier) await request.context.internalAdapter.deleteSession(earlier)
          },
        },
        delete: {
          after: async ({ id }) => endings.end(`session:${id}`),
        },
      },
    },
  })

  /**
   * Asked once the session is there: comparing takes long, and a change of password that came meanwhile ended the
   * sessions there were then. One that comes from here on ends this one too.
   */
  async function isPassword(userId: string, hash: string | undefined): Promise<boolean> {
    const where = { userId, providerId: 'credential' }
    const account = await database.authAccount.findFirst({ where })
    return account !== null && account.password === hash
  }

  return {
    api: instance.api,
    handler(request: Request): Promise<Response> {
      const path = new URL(request.url).pathname.slice(AUTH_PATH.length)
      const address = request.headers.get(CLIENT_ADDRESS_HEADER)
      return requests.run({ path, address }, () => instance.handler(request))
    },
  }
}
export type SignIn = ReturnType<typeof createSignIn>

/** What else can go wrong, such as a full disk, is not the caller's fault. */
const REFUSALS = new Map<IsolaErrorCode, 'FORBIDDEN' | 'BAD_REQUEST'>([
  ['FORBIDDEN', 'FORBIDDEN'],
  ['INVALID_INPUT', 'BAD_REQUEST'],
])

/** The first admin is made, and signed in, with the one-time link. */
const setUpEndpoint = (setUp: SetUp) => ({
  id: 'set-up',
  endpoints: {
    setUp: createAuthEndpoint('/set-up', { method: 'POST', body: setUpInput }, async (request) => {
      const user = await setUp.finish(request.body).catch((error): never => {
        const refusal = isIsolaError(error) && REFUSALS.get(error.code)
        throw refusal ? new APIError(refusal, { message: error.message }) : error
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
