import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants } from 'node:zlib'
import { type ApiServices, appRouter } from '@isola/api'
import type { Caller } from '@isola/auth'
import compression from 'compression'
import next from 'next'
import sirv from 'sirv'
import { buildProblem } from './dashboard-build.ts'

/** Files whose names say what is in them, compressed when they were built. */
const STATIC_PATH = '/_next/static/'
const YEAR_SECONDS = 31_536_000
const FOLDER = fileURLToPath(new URL('../../web', import.meta.url))

export interface DashboardOptions {
  server: Server
  services: ApiServices
  /** Who asks for a page. */
  callerOf(headers: Headers): Promise<Caller | null>
  /** A page that could not be made; the id is all that it says of the error. */
  onInternal(failure: { error: unknown; errorId: string | undefined; page: string }): void
  /** Called when there are no pages to serve, with the reason. */
  onUnavailable(problem: string): void
  /** With hot reload. */
  development: boolean
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Its types say that the default is a module; it is the function. */
const createApp = next as unknown as typeof next.default

/** Pages by Next, in this process. Its server components call the procedures, and report failures, through the globals that are set here. */
export async function dashboard(options: DashboardOptions): Promise<Handler> {
  const { server, services, callerOf, onInternal, onUnavailable, development } = options
  const problem = development ? null : await buildProblem(FOLDER)
  if (problem !== null) {
    onUnavailable(problem)
    return unavailable(problem)
  }
  const failures = new WeakSet<Error>()
  // Next bundles its own copies of our modules: it is handed this one's router instead of opening the record again.
  Object.assign(globalThis, {
    [Symbol.for('isola.caller')]: async (headers: Headers) =>
      appRouter.createCaller({ ...services, caller: await callerOf(headers), stream: {} }),
    [Symbol.for('isola.pageFailed')]: (error: Error & { digest?: string }, page: string) => {
      // One failure may meet a page, its layout and its title.
      if (failures.has(error)) return
      failures.add(error)
      onInternal({ error, errorId: error.digest, page })
    },
  })
  const app = createApp({ dev: development, dir: FOLDER, quiet: !development, httpServer: server })
  // The API does not wait for it; whoever asks for a page does, and learns of a failure.
  const prepared = app.prepare()
  prepared.catch(() => undefined)
  if (development) server.on('upgrade', (...upgrade) => void app.getUpgradeHandler()(...upgrade))
  const sendStatic = development
    ? null
    : sirv(join(FOLDER, '.next/static'), { brotli: true, immutable: true, maxAge: YEAR_SECONDS })
  return async (request, response) => {
    if (sendStatic && request.url?.startsWith(STATIC_PATH)) {
      request.url = request.url.slice(STATIC_PATH.length - 1)
      sendStatic(request, response)
      return
    }
    await prepared
    const nonce = randomBytes(16).toString('base64')
    const policy = contentSecurityPolicy(nonce, development)
    // Next puts the nonce that it finds here on its own scripts.
    request.headers['content-security-policy'] = policy
    request.headers['x-nonce'] = nonce
    // To come back to after sign-in: layouts are not told it.
    request.headers['x-asked'] = request.url
    // Before anything of the page is read: what changes from here on its stream of changes tells it.
    request.headers['x-position'] = String(await services.store.getLatestSeq())
    response.setHeader('content-security-policy', policy)
    await compressed(request, response)
    await app.getRequestHandler()(request, response)
  }
}

/** Five of eleven: what takes longer to make than gzip, and is a seventh smaller, not what takes ten times as long. */
const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } })

/** From here on what is sent is compressed. Its types know the requests of a framework, which are Node's own and more. */
const compressed = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => compress(request as never, response as never, () => resolve()))

/** The API alone is of use too, to tests above all. */
const unavailable =
  (problem: string): Handler =>
  async (_request, response) => {
    response.writeHead(503, {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    response.end(`Isola serves its API. ${problem}.\n`)
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
