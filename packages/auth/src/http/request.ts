import type { IncomingMessage } from 'node:http'

/** What is looked at of a request's headers to tell who calls. */
const CREDENTIALS = ['authorization', 'cookie', 'origin', 'sec-fetch-site'] as const

export function credentialsOf({ headers }: IncomingMessage): Headers {
  const found = new Headers()
  for (const name of CREDENTIALS) {
    const value = headers[name]
    if (typeof value === 'string') found.set(name, value)
  }
  return found
}

/**
 * The key that a request brings; null for one without. Schemes other than Bearer are not for us: a proxy that asks for a
 * password passes its clients' `Basic` on.
 */
export function keyOf(headers: Headers): string | null {
  const [, scheme = '', key = ''] = /^(\S*) *(.*)$/.exec(headers.get('authorization') ?? '') ?? []
  return scheme.toLowerCase() === 'bearer' ? key : null
}

/** A body is JSON: forms and plain text, which other sites can send without asking, are refused unread. */
export const hasJsonBody = ({ method, headers }: IncomingMessage): boolean =>
  method !== 'POST' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
