import type { IncomingMessage } from 'node:http'
import { MIMEType } from 'node:util'

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
 * Why a body is refused unread with 415, or null for JSON in UTF-8. Other sites can make a browser send forms and plain
 * text without a preflight; compressed bytes or another charset would be misread.
 */
export function unsupportedBody({ method, headers }: IncomingMessage): string | null {
  if (method !== 'POST') return null
  const type = mimeTypeOf(headers['content-type'] ?? '')
  if (type?.essence !== 'application/json') return 'A body must be application/json'
  if (!/^utf-?8$/i.test(type.params.get('charset') ?? 'utf-8')) return 'A body must be in UTF-8'
  if (!/^identity$/i.test(headers['content-encoding'] ?? 'identity'))
    return 'A body must not be compressed: send it without content-encoding'
  return null
}

function mimeTypeOf(value: string): MIMEType | null {
  try {
    return new MIMEType(value)
  } catch {
    return null
  }
}
