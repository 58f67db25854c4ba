import type { IncomingMessage, ServerResponse } from 'node:http'
import { type IsolaErrorCode, isIsolaError } from '@isola/domain'
import type { Auth } from '../auth.ts'
import type { RateLimits } from '../rate-limits.ts'
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from '../sign-in.ts'
import type { AddressOf } from './client-address.ts'
import { hasJsonBody } from './request.ts'

const BODY_BYTES = 64 * 1024
/** Where passwords and tokens can be guessed at. */
const GUESSABLE = ['/sign-in/email', '/set-up', '/change-password'].map((path) => AUTH_PATH + path)

/** Of what the caller sent, what sign-in looks at. */
const HEADERS = [
  'content-type',
  'cookie',
  'origin',
  'referer',
  'sec-fetch-mode',
  'sec-fetch-site',
  'user-agent',
]

/** Serves `/api/auth/*` on a Node server, with the client's address made sure of. */
export function authHandler(auth: Auth, limits: RateLimits, addressOf: AddressOf) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const address = addressOf(request)
    try {
      await (GUESSABLE.includes(url.pathname) ? limits.signIn(address) : limits.anonymous(address))
    } catch (error) {
      if (!isIsolaError(error, 'RATE_LIMITED')) throw error
      response.setHeader('retry-after', error.data.retryAfterSeconds)
      return refuse(response, 429, 'RATE_LIMITED', error.message)
    }
    if (!hasJsonBody(request))
      return refuse(response, 415, 'INVALID_INPUT', 'A body must be application/json')
    const body = await readBody(request)
    if (!body) return refuse(response, 413, 'PAYLOAD_TOO_LARGE', `The body is over ${BODY_BYTES} bytes`)
    const { method = 'GET' } = request
    const init = { method, headers: headersOf(request, address), ...(method === 'POST' && { body: new Uint8Array(body) }) }
    await send(response, await auth.handle(new Request(url, init)))
  }
}

function headersOf(request: IncomingMessage, address: string): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address })
  for (const name of HEADERS) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

/** Null when it is too large: nothing of it is looked at then. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const refuse = (response: ServerResponse, status: number, code: IsolaErrorCode, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message }))
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.statusCode = answer.status
  response.end(Buffer.from(await answer.arrayBuffer()))
}
