import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { API_PATH, appRouter } from '@isola/api'
import { AUTH_PATH } from '@isola/auth'
import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, pathname: string) => Promise<void>

export interface Routes {
  api: Handler
  auth: Handler
  page: Handler
  readiness(): Promise<Readiness>
  metrics: Metrics
  log: Logger
}

const HEADERS = new Map([
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
])
/** The client left before its answer was whole, as those who follow a stream do. */
const LEFT = 499
/** Of what is no page: those bring their own. */
const DATA_HEADERS = new Map([
  ['cache-control', 'no-store'],
  [
    'content-security-policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
])
const HTTPS_ONLY = 'max-age=31536000'

/** One port: the five routes, and pages for everything else. */
export function handleRequest(routes: Routes, https: boolean) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
    response.setHeaders(HEADERS).setHeader('x-request-id', requestId)
    if (https) response.setHeader('strict-transport-security', HTTPS_ONLY)
    response.once('close', () => {
      const ms = performance.now() - startedAt
      const status = response.writableFinished ? response.statusCode : LEFT
      routes.metrics.observe(routeOf(pathname), status, ms / 1_000)
      // The path alone: a query holds what was asked, and headers hold credentials.
      const line = { requestId, method: request.method, path: pathname, status, ms: Math.round(ms) }
      routes.log[status >= 400 && status !== LEFT ? 'info' : 'debug'](line, 'request')
    })
    try {
      await dispatch(routes, request, response, pathname)
    } catch (error) {
      routes.log.error({ requestId, path: pathname, err: error }, 'failed')
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { code: 'INTERNAL', errorId: requestId })
    }
  }
}

async function dispatch(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
) {
  if (isPage(pathname)) return routes.page(request, response, pathname)
  response.setHeaders(DATA_HEADERS)
  if (pathname.startsWith(API_PATH)) return routes.api(request, response, pathname)
  if (pathname.startsWith(`${AUTH_PATH}/`)) return routes.auth(request, response, pathname)
  if (pathname === '/healthz') return sendJson(response, 200, { alive: true })
  if (pathname === '/readyz') {
    const readiness = await routes.readiness()
    return sendJson(response, readiness.ready ? 200 : 503, readiness)
  }
  if (pathname === '/metrics') {
    const { contentType, text } = routes.metrics
    response.writeHead(200, { 'content-type': contentType }).end(await text())
    return
  }
  sendJson(response, 404, { message: 'There is nothing here' })
}

const isPage = (pathname: string): boolean =>
  !pathname.startsWith('/api/') &&
  pathname !== '/healthz' &&
  pathname !== '/readyz' &&
  pathname !== '/metrics'

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const PROCEDURES = new Set(Object.keys(appRouter._def.procedures))

/** A label of metrics has few values: what a caller made up is `other`. */
function routeOf(pathname: string): string {
  if (!pathname.startsWith(API_PATH)) return pathname.startsWith(AUTH_PATH) ? 'auth' : 'page'
  const calls = pathname.slice(API_PATH.length)
  if (PROCEDURES.has(calls)) return calls
  return calls.includes(',') ? 'batch' : 'other'
}
