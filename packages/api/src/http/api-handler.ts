import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Admit, type Caller, readText, unsupportedBody } from '@isola/auth'
import { hasMoreParts, InvalidInputError, IsolaError, LIMITS } from '@isola/domain'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { Share } from '../capacity/room.ts'
import { inTurns } from '../capacity/turns.ts'
import type { ApiContext, ApiServices } from '../context.ts'
import { tellError, toErrorShape } from '../error-shape.ts'
import { appRouter } from '../root.ts'
import { checkBatch } from './check-batch.ts'
import { lossyNumbersIn } from './lossy-numbers-in.ts'

export const API_PATH = '/api/trpc/'

export interface ApiHandlerOptions {
  services: ApiServices
  admit: Admit
  /** Told of what was not foreseen; callers learn the id alone. */
  onInternal(failure: { errorId: string; path: string | undefined; error: unknown }): void
}

/** Serves `/api/trpc/*` on a Node server. Who calls is found out once a request, whatever the batch holds. */
export function apiHandler(options: ApiHandlerOptions) {
  const { services, onInternal } = options
  return async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> => {
    if (!METHODS.has(request.method ?? '')) return refuseMethod(response)
    const { turns } = services.capacity
    await turns.begin()
    // Not left to tRPC, which reads any charset as UTF-8 and replaces invalid bytes with U+FFFD.
    const received = await receive(options, request, response, pathname).catch((error: unknown) => {
      // The client disconnected while it sent its body: there is no one to answer.
      if (response.destroyed) throw error
      return { error }
    })
    await nodeHTTPRequestHandler({
      // tRPC takes a body that is text as it is. The body of a refused request stays unread.
      req: Object.assign(request, { body: 'body' in received ? received.body : '' }),
      res: response,
      router: appRouter,
      path: pathname.slice(API_PATH.length),
      maxBatchSize: LIMITS.batchCalls,
      createContext: async ({ info }): Promise<ApiContext> => {
        if ('error' in received) throw received.error
        await checkBatch(info.calls)
        const lossyNumber = lossyNumbersIn(received.body, info.isBatchCall)
        const inTurn = info.isBatchCall ? { inTurn: inTurns(turns) } : {}
        const { caller, share } = received
        return { ...services, caller, lossyNumber, ...inTurn, ...(share && { share }), stream: {} }
      },
      responseMeta: ({ errors, ctx }) => ({
        // Of errors before a procedure is found tRPC says that they are plain text.
        headers: { ...(errors.length > 0 && JSON_TYPE), ...retryAfter(errors), ...position(ctx) },
      }),
      onError({ error, path }) {
        const { data } = tellError(error)
        if (data.code === 'INTERNAL') onInternal({ errorId: data.errorId, path, error: error.cause ?? error })
      },
    })
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])
const JSON_TYPE = { 'content-type': 'application/json' }

/** Before tRPC sees it: of some methods that Node lets through (TRACE) no Request can be made, which it takes for a failure. */
function refuseMethod(response: ServerResponse): void {
  const error = new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'It is GET or POST here' })
  const data = { code: error.code, httpStatus: 405 }
  const shape = toErrorShape(error, { code: TRPC_ERROR_CODES_BY_KEY[error.code], data })
  response
    .writeHead(data.httpStatus, { ...JSON_TYPE, allow: 'GET, POST' })
    .end(JSON.stringify({ error: shape }))
}

/** Anything that `code` and `input` may hold together, in any JSON. */
const SMALL_BODY = LIMITS.sourceBytes + 64 * 1024

/** The caller, and the text of the body. No procedure with a body is open to callers without credentials: theirs stays unread. */
async function receive(
  options: ApiHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<{ caller: Caller | null; body: string; share: Share | null }> {
  const caller = await callerOf(options, request, callsIn(pathname))
  checkQuery(request.url ?? '')
  if (!caller) return { caller, body: '', share: null }
  const share = options.services.capacity.bytes.open(caller.principal)
  response.once('close', share.giveBack)
  // Not before there is room for what is to come.
  share.take(0)
  if (request.method !== 'POST') return { caller, body: '', share }
  const body = await readText(request, LIMITS.bodyBytes, share.take)
  // Before it is parsed: nothing else is answered until that is done. A smaller body is parsed in time whatever it holds.
  if (body.length > SMALL_BODY && hasMoreParts(body, LIMITS.bodyParts)) {
    const message = `The body has more than ${LIMITS.bodyParts} objects, arrays and members`
    throw new InvalidInputError([{ path: '', message }])
  }
  return { caller, body, share }
}

/** @throws INVALID_INPUT for percent-encoded bytes that are not UTF-8, which URLSearchParams decodes as U+FFFD */
function checkQuery(url: string): void {
  const [, query = ''] = url.split(/\?(.*)/s, 2)
  for (const [bytes] of query.matchAll(/(?:%[\da-f]{2})+/gi)) {
    try {
      decodeURIComponent(bytes)
    } catch {
      throw new InvalidInputError([{ path: '', message: 'The query is not valid UTF-8' }])
    }
  }
}

async function callerOf(
  { services, admit }: ApiHandlerOptions,
  request: IncomingMessage,
  calls: number,
): Promise<Caller | null> {
  if (services.stopping.aborted) throw new IsolaError({ code: 'STORE_BUSY' }, 'The server is stopping')
  const reason = unsupportedBody(request)
  if (reason !== null) throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: reason })
  return admit(request, 'call', calls)
}

/** Decoded, as tRPC splits it; an address that cannot be decoded does not come this far. */
const callsIn = (pathname: string): number => decodeURIComponent(pathname).split(',').length

const position = (context: ApiContext | undefined): Record<string, string> =>
  context?.stream.position === undefined ? {} : { 'isola-position': String(context.stream.position) }

function retryAfter(errors: TRPCError[]): Record<string, string> {
  const seconds = errors.flatMap((error) => {
    const { data } = tellError(error)
    return data.code === 'RATE_LIMITED' ? data.retryAfterSeconds : []
  })
  return seconds.length > 0 ? { 'retry-after': String(Math.max(...seconds)) } : {}
}
