import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Admit, type Caller, hasJsonBody } from '@isola/auth'
import { IsolaError, LIMITS } from '@isola/domain'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { ApiContext, ApiServices } from '../context.ts'
import { tellError, toErrorShape } from '../error-shape.ts'
import { appRouter } from '../root.ts'

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
    await nodeHTTPRequestHandler({
      req: request,
      res: response,
      router: appRouter,
      path: pathname.slice(API_PATH.length),
      maxBodySize: LIMITS.bodyBytes,
      maxBatchSize: LIMITS.batchCalls,
      createContext: async (): Promise<ApiContext> => ({
        ...services,
        caller: await callerOf(options, request, callsIn(pathname)),
        stream: {},
      }),
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

async function callerOf(
  { services, admit }: ApiHandlerOptions,
  request: IncomingMessage,
  calls: number,
): Promise<Caller | null> {
  if (services.stopping.aborted) throw new IsolaError({ code: 'STORE_BUSY' }, 'The server is stopping')
  if (!hasJsonBody(request))
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'A body must be application/json' })
  return admit(request, 'call', calls)
}

/** Decoded, as tRPC splits it; what cannot be decoded it has refused by now. */
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
