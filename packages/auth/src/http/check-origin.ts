import { IsolaError } from '@isola/domain'
import { keyOf } from './request.ts'

/**
 * A browser sends a person's cookie along with requests that another site makes it send: those are refused. Programs
 * bring a key, which no site can make a browser send.
 * @throws FORBIDDEN
 */
export function checkOrigin(method: string, headers: Headers, origins: readonly string[]): void {
  if (keyOf(headers) === null) checkCookie(method, headers, origins)
}

/**
 * Where people sign in there need be no cookie yet: another site could sign them in as somebody else. A key counts for
 * nothing there, so it excuses nothing. @throws FORBIDDEN
 */
export function checkSignInOrigin(method: string, headers: Headers, origins: readonly string[]): void {
  const origin = headers.get('origin')
  if (origin !== null && !origins.includes(origin)) throw refusal()
  checkCookie(method, headers, origins)
}

function checkCookie(method: string, headers: Headers, origins: readonly string[]): void {
  if (!headers.has('cookie')) return
  const origin = headers.get('origin')
  const reads = method === 'GET' || method === 'HEAD'
  const allowed = origin === null ? reads && isOurs(headers.get('sec-fetch-site')) : origins.includes(origin)
  if (!allowed) throw refusal()
}

/** Absent, it was no browser of this decade; `none` is a person who typed the address. */
const isOurs = (site: string | null): boolean => site === null || site === 'same-origin' || site === 'none'

const refusal = () => new IsolaError({ code: 'FORBIDDEN' }, 'Requests from other sites are refused')
