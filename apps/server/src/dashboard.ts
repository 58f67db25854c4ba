import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type ApiServices, appRouter } from '@isola/api'
import type { Caller } from '@isola/auth'
import next from 'next'

const FOLDER = fileURLToPath(new URL('../../web', import.meta.url))

export interface DashboardOptions {
  server: Server
  services: ApiServices
  /** Who asks for a page. */
  callerOf(headers: Headers): Promise<Caller | null>
  /** With hot reload. */
  development: boolean
}

/** Pages by Next, in this process. Its server components call the procedures through the global that is set here. */
export async function dashboard({ server, services, callerOf, development }: DashboardOptions) {
  // Next bundles its own copies of our modules: it is handed this one's router instead of opening the record again.
  Object.assign(globalThis, {
    [Symbol.for('isola.caller')]: async (headers: Headers) =>
      appRouter.createCaller({ ...services, caller: await callerOf(headers) }),
  })
  const app = next({ dev: development, dir: FOLDER, quiet: !development, httpServer: server })
  await app.prepare()
  const handle = app.getRequestHandler()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const nonce = randomBytes(16).toString('base64')
    const policy = contentSecurityPolicy(nonce, development)
    // Next puts the nonce that it finds here on its own scripts.
    request.headers['content-security-policy'] = policy
    request.headers['x-nonce'] = nonce
    // To come back to after sign-in: layouts are not told it.
    request.headers['x-asked'] = request.url
    response.setHeader('content-security-policy', policy)
    await handle(request, response)
  }
}

/**
 * Scripts: ours, by nonce, and nothing inline. Styles may be inline, because Radix and the charts place things with style
 * attributes, which a nonce cannot allow.
 */
const contentSecurityPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
