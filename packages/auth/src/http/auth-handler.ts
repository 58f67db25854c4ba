import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Auth } from '../auth.ts'
import { AUTH_PATH, CLIENT_ADDRESS_HEADER, isServed } from '../sign-in.ts'
import type { Admit } from './admission.ts'
import type { AddressOf } from './client-address.ts'
import { ConcurrencyLimit } from './concurrency-limit.ts'
import { readText } from './read-text.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { unsupportedBody } from './request.ts'

const BODY_BYTES = 64 * 1024
/** Where passwords and tokens can be guessed at. */
const GUESSABLE = ['/sign-in/email', '/set-up', '/change-password'].map((path) => AUTH_PATH + path)
/** Hashing a password takes 50 ms of a core and 32 MiB: limits by address do not bound it for many addresses. */
const HASHED = { atOnce: 2, waiting: 64 }

/** Of what the caller sent, what sign-in looks at. */
const HEADERS = ['content-type', 'cookie', 'origin', 'sec-fetch-mode', 'sec-fetch-site', 'user-agent']

/** Serves `/api/auth/*` on a Node server, with the client's address made sure of. */
export function authHandler(auth: Pick<Auth, 'handle'>, admit: Admit, addressOf: AddressOf) {
  const hashing = new ConcurrencyLimit(HASHED)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    // As it was sent: an address that has to be normalised first would pass by the limits under another name.
    const [path = '/', query = ''] = url.split(/\?(.*)/s, 2)
    const isGuess = GUESSABLE.includes(path)
    try {
      await admit(request, isGuess ? 'guess' : 'sign-in')
      const reason = whyNot(request, method, path)
      if (reason) return refuse(response, reason)
      const body = await readText(request, BODY_BYTES)
      const init = {
        method,
        headers: headersOf(request, addressOf(request)),
        ...(method === 'POST' && { body }),
      }
      const answer = async () =>
        send(response, await auth.handle(new Request(`http://localhost${path}?${query}`, init)))
      await (isGuess ? hashing.run(response, answer) : answer())
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      refuse(response, refusal)
    }
  }
}

function whyNot(request: IncomingMessage, method: string, path: string): Refusal | null {
  if (!isServed(path)) return { status: 404, code: 'NOT_FOUND', message: 'There is nothing here' }
  const code = 'INVALID_INPUT'
  if (method !== 'GET' && method !== 'POST') return { status: 405, code, message: 'It is GET or POST here' }
  const message = unsupportedBody(request)
  return message === null ? null : { status: 415, code, message }
}

function headersOf(request: IncomingMessage, address: string): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address })
  for (const name of HEADERS) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

function refuse(response: ServerResponse, { status, code, message, retryAfterSeconds }: Refusal): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message }))
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.statusCode = answer.status
  response.end(Buffer.from(await answer.arrayBuffer()))
}
