import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { API_PATH, appRouter } from '@isola/api'
import { AUTH_PATH } from '@isola/auth'
import type { Logger } from 'pino'
import { requestIds } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { ReadinessProbe } from './readiness.ts'
import { sendJson, sendText } from './send.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, pathname: string) => Promise<void>

export interface Routes {
  api: Handler
  auth: Handler
  page: Handler
  readiness: ReadinessProbe
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
/** Of what is no page: those bring their own. */
const DATA_HEADERS = new Map([
  ['cache-control', 'no-store'],
  [
    'content-security-policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
])
/** The client disconnected before its answer was complete, as every subscriber does in the end. */
const LEFT = 499
const HTTPS_ONLY = 'max-age=31536000'

/** One port: the five routes, and pages for everything else. */
export function handleRequest(routes: Routes, stopping: AbortSignal, https: boolean) {
  return (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const route = routeOf(pathname)
    response.setHeaders(HEADERS).setHeader('x-request-id', requestId)
    if (route !== 'page') response.setHeaders(DATA_HEADERS)
    if (https) response.setHeader('strict-transport-security', HTTPS_ONLY)
    if (stopping.aborted) response.setHeader('connection', 'close')
    response.once('close', () => {
      const ms = performance.now() - startedAt
      const status = response.writableFinished ? response.statusCode : LEFT
      routes.metrics.observe(route, status, ms / 1_000)
      // Neither the path nor the query, which may hold anything, nor headers, which hold credentials.
      const line = { requestId, method: request.method, route, status, ms: Math.round(ms) }
      routes.log[status >= 400 && status !== LEFT ? 'info' : 'debug'](line, 'request')
    })
    return requestIds.run(requestId, async () => {
      try {
        await dispatch(routes, request, response, pathname)
      } catch (error) {
        // The client disconnected while sending; there is no one to answer.
        if (!request.complete && request.destroyed) return
        routes.log.error({ route, err: error }, 'failed')
        if (response.headersSent) response.destroy()
        else sendJson(response, 500, { code: 'INTERNAL', errorId: requestId })
      }
    })
  }
}

async function dispatch(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
) {
  const { method = '' } = request
  const methods = isProgram(pathname) ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD']
  if (!methods.includes(method)) {
    response.setHeader('allow', methods.join(', '))
    return sendJson(response, 405, { code: 'METHOD_NOT_ALLOWED', message: `There is no ${method} here` })
  }
  if (!isDecodable(pathname)) {
    const message = 'The address is malformed'
    if (isProgram(pathname)) return sendJson(response, 400, { code: 'INVALID_INPUT', message })
    return sendText(response, 400, message)
  }
  if (pathname.startsWith(API_PATH)) return routes.api(request, response, pathname)
  if (pathname.startsWith(`${AUTH_PATH}/`)) return routes.auth(request, response, pathname)
  if (isProgram(pathname)) {
    const message = `There is nothing here: procedures are under ${API_PATH}, sign-in under ${AUTH_PATH}/`
    return sendJson(response, 404, { code: 'NOT_FOUND', message })
  }
  if (pathname === '/healthz') return sendJson(response, 200, { alive: true })
  if (pathname === '/readyz') {
    const readiness = await routes.readiness.ask()
    return sendJson(response, readiness.ready ? 200 : 503, readiness)
  }
  if (pathname === '/metrics') {
    const { contentType, text } = routes.metrics
    response.writeHead(200, { 'content-type': contentType }).end(await text())
    return
  }
  return routes.page(request, response, pathname)
}

/** Sooner or later everything that looks at a path decodes it, and some take what cannot be decoded for a failure of their own. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

const PROCEDURES = new Set(Object.keys(appRouter._def.procedures))

const PROBES = ['healthz', 'readyz', 'metrics']

/** Called by programs, which read JSON, and not by people, who read pages. */
const isProgram = (pathname: string): boolean => /^\/api(\/|$)/.test(pathname)

/** A label of metrics and a word of the log: what a caller made up is `other`. */
function routeOf(pathname: string): string {
  if (pathname.startsWith(API_PATH)) {
    const calls = pathname.slice(API_PATH.length)
    if (PROCEDURES.has(calls)) return calls
    return calls.includes(',') ? 'batch' : 'other'
  }
  if (pathname.startsWith(`${AUTH_PATH}/`)) return 'auth'
  if (isProgram(pathname)) return 'other'
  return PROBES.find((name) => pathname === `/${name}`) ?? 'page'
}
