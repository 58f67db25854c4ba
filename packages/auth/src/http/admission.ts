import type { IncomingMessage } from 'node:http'
import { isIsolaError } from '@isola/domain'
import type { Auth } from '../auth.ts'
import type { Caller } from '../principal.ts'
import type { RateLimits } from '../rate-limits.ts'
import { checkOrigin, checkSignInOrigin } from './check-origin.ts'
import type { AddressOf } from './client-address.ts'
import { credentialsOf } from './request.ts'

export interface AdmissionOptions {
  auth: Pick<Auth, 'authenticate'>
  limits: RateLimits
  addressOf: AddressOf
  /** Where our own pages come from. */
  origins: readonly string[]
}

/** Where a request may come from, by what it asks for. `guess` is sign-in where a password or a token is tried. */
const ORIGIN_CHECKS = {
  call: checkOrigin,
  'sign-in': checkSignInOrigin,
  guess: checkSignInOrigin,
  // Other sites may link to pages, and a link brings the cookie along: a page changes nothing.
  page: null,
} as const

/**
 * Lets a request in: tells who calls, null for nobody, and counts it. There is no other way in.
 * @param calls what it counts as
 * @throws FORBIDDEN for another site's request, UNAUTHENTICATED for a wrong key, RATE_LIMITED
 */
export type Admit = (
  request: IncomingMessage,
  kind: keyof typeof ORIGIN_CHECKS,
  calls?: number,
) => Promise<Caller | null>

export const admission =
  ({ auth, limits, addressOf, origins }: AdmissionOptions): Admit =>
  async (request, kind, calls = 1) => {
    const address = addressOf(request)
    if (kind === 'guess') await limits.signIn(address)
    const headers = credentialsOf(request)
    ORIGIN_CHECKS[kind]?.(request.method ?? 'GET', headers, origins)
    const caller = await auth.authenticate(headers).catch(async (error: unknown): Promise<never> => {
      // Guessing at keys is held up like anything else that comes without credentials.
      if (isIsolaError(error, 'UNAUTHENTICATED')) await limits.anonymous(address, calls)
      throw error
    })
    if (caller) await limits.authenticated(caller.principal, calls)
    else if (kind !== 'guess') await limits.anonymous(address, calls)
    return caller
  }
