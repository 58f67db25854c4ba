import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AddressOf,
  type Auth,
  type Caller,
  checkOrigin,
  credentialsOf,
  hasJsonBody,
  type RateLimits,
} from '@isola/auth'
import { IsolaError, isIsolaError, LIMITS } from '@isola/domain'
import { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import type { ApiContext, ApiServices } from '../context.ts'
import { tellError } from '../error-shape.ts'
import { appRouter } from '../root.ts'

export const API_PATH = '/api/trpc/'

export interface ApiHandlerOptions {
  services: ApiServices
  auth: Pick<Auth, 'authenticate'>
  limits: RateLimits
  addressOf: AddressOf
  /** Where our own pages come from. */
  origins: readonly string[]
  /** Told of what was not foreseen; callers learn the id alone. */
  onInternal(failure: { errorId: string; path: string | undefined; error: unknown }): void
}

/** Serves `/api/trpc/*` on a Node server. Who calls is found out once a request, whatever the batch holds. */
export function apiHandler(options: ApiHandlerOptions) {
  const { services, onInternal } = options
  return (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> =>
    nodeHTTPRequestHandler({
      req: request,
      res: response,
      router: appRouter,
      path: pathname.slice(API_PATH.length),
      maxBodySize: LIMITS.bodyBytes,
      maxBatchSize: LIMITS.batchCalls,
      createContext: async (): Promise<ApiContext> => ({
        ...services,
        caller: await callerOf(options, request),
        stream: {},
      }),
      responseMeta: ({ errors, ctx }) => ({ headers: { ...retryAfter(errors), ...position(ctx) } }),
      onError({ error, path }) {
        const { data } = tellError(error)
        if (data.code === 'INTERNAL') onInternal({ errorId: data.errorId, path, error: error.cause ?? error })
      },
    })
}

async function callerOf(
  { services, auth, limits, addressOf, origins }: ApiHandlerOptions,
  request: IncomingMessage,
): Promise<Caller | null> {
  if (services.stopping.aborted) throw new IsolaError({ code: 'STORE_BUSY' }, 'The server is stopping')
  if (!hasJsonBody(request))
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'A body must be application/json' })
  const headers = credentialsOf(request)
  checkOrigin(request.method ?? 'GET', headers, origins)
  try {
    const caller = await auth.authenticate(headers)
    if (caller) await limits.authenticated(caller.principal)
    else await limits.anonymous(addressOf(request))
    return caller
  } catch (error) {
    // Guessing keys is held up like anything else that comes without credentials.
    if (isIsolaError(error, 'UNAUTHENTICATED')) await limits.anonymous(addressOf(request))
    throw error
  }
}

const position = (context: ApiContext | undefined): Record<string, string> =>
  context?.stream.position === undefined ? {} : { 'isola-position': String(context.stream.position) }

function retryAfter(errors: TRPCError[]): Record<string, string> {
  const seconds = errors.flatMap((error) => {
    const { data } = tellError(error)
    return data.code === 'RATE_LIMITED' ? data.retryAfterSeconds : []
  })
  return seconds.length > 0 ? { 'retry-after': String(Math.max(...seconds)) } : {}
}
