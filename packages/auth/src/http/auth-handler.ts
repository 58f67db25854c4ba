import type { IncomingMessage, ServerResponse } from 'node:http'
import { type IsolaErrorCode, isIsolaError } from '@isola/domain'
import type { Auth } from '../auth.ts'
import type { RateLimits } from '../rate-limits.ts'
import { AUTH_PATH, CLIENT_ADDRESS_HEADER, isServed } from '../sign-in.ts'
import type { AddressOf } from './client-address.ts'
import { readText } from './read-text.ts'
import { unsupportedBody } from './request.ts'

const BODY_BYTES = 64 * 1024
/** Where passwords and tokens can be guessed at. */
const GUESSABLE = ['/sign-in/email', '/set-up', '/change-password'].map((path) => AUTH_PATH + path)

/** Of what the caller sent, what sign-in looks at. */
const HEADERS = ['content-type', 'cookie', 'origin', 'sec-fetch-mode', 'sec-fetch-site', 'user-agent']

/** What sign-in throws, but does not answer itself. */
const STATUSES: Partial<Record<IsolaErrorCode, number>> = {
  INVALID_INPUT: 400,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  STORE_BUSY: 503,
  STORE_FULL: 503,
  STORE_READ_ONLY: 503,
  STORE_CORRUPT: 503,
}

/** Serves `/api/auth/*` on a Node server, with the client's address made sure of. */
export function authHandler(auth: Auth, limits: RateLimits, addressOf: AddressOf) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    // As it was sent: an address that has to be normalised first would pass by the limits under another name.
    const [path = '/', query = ''] = url.split(/\?(.*)/s, 2)
    const address = addressOf(request)
    try {
      await (GUESSABLE.includes(path) ? limits.signIn(address) : limits.anonymous(address))
      const refusal = refusalOf(request, method, path)
      if (refusal) return refuse(response, ...refusal)
      const body = await readText(request, BODY_BYTES)
      const init = {
        method,
        headers: headersOf(request, address),
        ...(method === 'POST' && { body }),
      }
      await send(response, await auth.handle(new Request(`http://localhost${path}?${query}`, init)))
    } catch (error) {
      const status = isIsolaError(error) ? STATUSES[error.code] : undefined
      if (!isIsolaError(error) || !status) throw error
      if (isIsolaError(error, 'RATE_LIMITED')) response.setHeader('retry-after', error.data.retryAfterSeconds)
      refuse(response, status, error.code, error.message)
    }
  }
}

type Refusal = [status: number, code: string, message: string]

function refusalOf(request: IncomingMessage, method: string, path: string): Refusal | null {
  if (!isServed(path)) return [404, 'NOT_FOUND', 'There is nothing here']
  if (method !== 'GET' && method !== 'POST') return [405, 'INVALID_INPUT', 'It is GET or POST here']
  const reason = unsupportedBody(request)
  return reason === null ? null : [415, 'INVALID_INPUT', reason]
}

function headersOf(request: IncomingMessage, address: string): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address })
  for (const name of HEADERS) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

function refuse(response: ServerResponse, ...[status, code, message]: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message }))
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.statusCode = answer.status
  response.end(Buffer.from(await answer.arrayBuffer()))
}
