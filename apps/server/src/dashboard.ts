import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { constants } from 'node:zlib'
import { type ApiServices, appRouter, Room } from '@isola/api'
import { type Admit, type Caller, ConcurrencyLimit, refusalOf } from '@isola/auth'
import compression from 'compression'
import next from 'next'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import sirv from 'sirv'
import { buildProblem } from './dashboard-build.ts'
import { sendText } from './send.ts'

/** Files whose names say what is in them, compressed when they were built. */
const STATIC_PATH = '/_next/static/'
const YEAR_SECONDS = 31_536_000
const FOLDER = fileURLToPath(new URL('../../web', import.meta.url))

export interface DashboardOptions {
  server: Server
  services: ApiServices
  admit: Admit
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

/**
 * A page takes some 20 ms of the one thread that also answers heartbeats, so few are made at once. People who have signed
 * in have places of their own: however many strangers ask for the sign-in page, they do not wait behind them.
 */
const RENDERED = { signedIn: { atOnce: 4, waiting: 64 }, anonymous: { atOnce: 2, waiting: 64 } }
/** So long a page keeps its place at most: what takes longer waits for a client that reads slowly. */
const RENDERING_MS = 5_000

/** Pages for callers who have been let in. */
export async function dashboard(options: DashboardOptions): Promise<Handler> {
  const { admit, onUnavailable, development } = options
  const problem = development ? null : await buildProblem(FOLDER)
  if (problem !== null) onUnavailable(problem)
  const render = problem === null ? pages(options) : unavailable(problem)
  const files =
    problem === null && !development
      ? sirv(join(FOLDER, '.next/static'), { brotli: true, immutable: true, maxAge: YEAR_SECONDS })
      : null
  return async (request, response) => {
    const { url = '/' } = request
    if (!development && url.startsWith(STATIC_PATH)) {
      if (!files) return render(request, response, null)
      request.url = url.slice(STATIC_PATH.length - 1)
      return files(request, response)
    }
    try {
      // The many scripts of a page in development are no pages.
      const caller = development && url.startsWith('/_next/') ? null : await admit(request, 'page')
      if (!hasRouterHeaders(request)) return sendText(response, 400, 'The next-router headers are malformed')
      await render(request, response, caller)
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal || response.headersSent) throw error
      if (refusal.retryAfterSeconds !== undefined)
        response.setHeader('retry-after', refusal.retryAfterSeconds)
      sendText(response, refusal.status, refusal.message)
    }
  }
}

/**
 * Headers of Next's own router, as Next reads them: what it cannot read it takes for a failure of its own, and logs with a
 * stack. Its second kind of prefetch renders ahead of time what we render for each request, and logs that as a failure.
 */
function hasRouterHeaders({ headers }: IncomingMessage): boolean {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree'])
  } catch {
    return false
  }
  return ['1', undefined].includes(headers['next-router-prefetch']?.toString())
}

type Render = (request: IncomingMessage, response: ServerResponse, caller: Caller | null) => Promise<void>

/** By Next, in this process. Its server components call the procedures, and report failures, through the globals that are set here. */
function pages({ server, services, onInternal, development }: DashboardOptions): Render {
  const failures = new WeakSet<Error>()
  const admitted = new AsyncLocalStorage<{ caller: Caller | null }>()
  // Next bundles its own copies of our modules: it is handed this one's router instead of opening the record again.
  Object.assign(globalThis, {
    [Symbol.for('isola.caller')]: () => {
      const page = admitted.getStore()
      if (!page) throw new Error('Only a page that was asked for calls procedures')
      return appRouter.createCaller({ ...services, ...page, stream: {} })
    },
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
  const [signedIn, anonymous] = [
    new ConcurrencyLimit(RENDERED.signedIn),
    new ConcurrencyLimit(RENDERED.anonymous),
  ]
  const places = RENDERED.signedIn.atOnce + RENDERED.signedIn.waiting
  const ofCallers = new Room(
    places,
    places / 4,
    'You have asked for too many pages at once: try again in a moment',
  )

  async function render(request: IncomingMessage, response: ServerResponse): Promise<void> {
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

  return async (request, response, caller) => {
    await prepared
    let sent: Promise<void> | undefined
    if (caller) response.once('close', ofCallers.take(caller.principal))
    await (caller ? signedIn : anonymous).run(response, () => {
      sent = admitted.run({ caller }, () => render(request, response))
      return Promise.race([sent, rendered(response), setTimeout(RENDERING_MS, undefined, { ref: false })])
    })
    await sent
  }
}

/** Resolves when all of it is made, or nobody wants it any more: sending it takes as long as the client likes. */
const rendered = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const { end } = response
    response.end = (...rest: unknown[]) => {
      resolve()
      return Reflect.apply(end, response, rest)
    }
    response.once('close', resolve)
  })

/** Five of eleven: what takes longer to make than gzip, and is a seventh smaller, not what takes ten times as long. */
const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } })

/** From here on what is sent is compressed. Its types know the requests of a framework, which are Node's own and more. */
const compressed = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => compress(request as never, response as never, () => resolve()))

/** The API alone is of use too, to tests above all. */
const unavailable =
  (problem: string): Render =>
  async (_request, response) =>
    sendText(response, 503, `Isola serves its API. ${problem}.`)

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
