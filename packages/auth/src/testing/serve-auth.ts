import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { admission } from '../http/admission.ts'
import { authHandler } from '../http/auth-handler.ts'
import { clientAddress } from '../http/client-address.ts'
import { createRateLimits } from '../rate-limits.ts'
import { type AuthForTest, openAuthForTest, PASSWORD } from './open-auth.ts'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** As a browser sends them back. */
  cookie: string
  /** Each as it was set. */
  setCookies: string[]
}

interface Asked {
  method?: string
  headers?: Record<string, string | string[]>
  /** Sent as it is, if text; as JSON otherwise. */
  body?: unknown
}

export interface ServedAuth extends AuthForTest {
  port: number
  /** Of what stands behind `/api/auth`; the path is sent as it is given. POST when there is a body. */
  ask(path: string, asked?: Asked): Promise<Answer>
  signIn(email: string, password?: string, headers?: Asked['headers']): Promise<Answer>
  /** What the handler threw. */
  failures: unknown[]
}

/** Sign-in on a real port, over a real file. Limits are far off unless they are what is tested. */
export async function serveAuth({
  limited = false,
  trustedProxies = [] as string[],
  ...options
}: Parameters<typeof openAuthForTest>[0] & {
  limited?: boolean
  trustedProxies?: string[]
} = {}): Promise<ServedAuth> {
  const opened = await openAuthForTest(options)
  const failures: unknown[] = []
  const port = await serve(opened, limited, trustedProxies, failures)
  const ask: ServedAuth['ask'] = (path, { method, headers = {}, body } = {}) =>
    exchange(port, `/api/auth${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    })
  const signIn: ServedAuth['signIn'] = (email, password = PASSWORD, headers = {}) =>
    ask('/sign-in/email', { body: { email, password }, headers })
  return { ...opened, port, ask, signIn, failures }
}

async function serve(
  { auth, origins }: AuthForTest,
  limited: boolean,
  proxies: string[],
  failures: unknown[],
): Promise<number> {
  const none = { signIn: () => Promise.resolve(), anonymous: () => Promise.resolve() }
  const limits = { ...createRateLimits(null), ...(limited ? {} : none) }
  const addressOf = clientAddress(proxies)
  const handle = authHandler(auth, admission({ auth, limits, addressOf, origins }), addressOf)
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      failures.push(error)
      response.writeHead(500).end()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

async function exchange(
  port: number,
  path: string,
  { method, headers, body }: Required<Omit<Asked, 'body'>> & { body: string | undefined },
): Promise<Answer> {
  const asking = send({ port, host: '127.0.0.1', path, method, headers, agent: false })
  asking.end(body)
  const [response] = await once(asking, 'response')
  const setCookies: string[] = response.headers['set-cookie'] ?? []
  return {
    status: response.statusCode,
    headers: response.headers,
    text: await text(response),
    cookie: setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; '),
    setCookies,
  }
}
