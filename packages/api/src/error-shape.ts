import { randomUUID } from 'node:crypto'
import {
  InvalidInputError,
  type IsolaErrorCode,
  type IsolaErrorData,
  inputError,
  isIsolaError,
} from '@isola/domain'
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER } from '@trpc/server/rpc'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { z } from 'zod'

/** THE map from the errors of the domain to tRPC's, and so to HTTP's. */
const TRPC_CODES: Record<IsolaErrorCode, TRPC_ERROR_CODE_KEY> = {
  WORKLOAD_NOT_FOUND: 'NOT_FOUND',
  INVALID_TRANSITION: 'CONFLICT',
  REVISION_CONFLICT: 'CONFLICT',
  NOT_TERMINAL: 'CONFLICT',
  LEASE_LOST: 'CONFLICT',
  IDEMPOTENCY_MISMATCH: 'CONFLICT',
  INVALID_INPUT: 'BAD_REQUEST',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  STORE_BUSY: 'SERVICE_UNAVAILABLE',
  STORE_FULL: 'SERVICE_UNAVAILABLE',
  STORE_READ_ONLY: 'SERVICE_UNAVAILABLE',
  STORE_CORRUPT: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
}

/** What the wire carries of an error: no stack, no cause, no words of ours that were not meant for the caller. */
export interface ErrorShape {
  message: string
  code: TRPC_ERROR_CODE_NUMBER
  data: { code: TRPC_ERROR_CODE_KEY; httpStatus: number; path?: string; isola: IsolaErrorData }
}

const HTTP_STATUSES = new Map(
  Object.values(TRPC_CODES).map((code) => [code, getHTTPStatusCodeFromError(new TRPCError({ code }))]),
)

export function toErrorShape(
  error: TRPCError,
  { code, data }: Pick<TRPCDefaultErrorShape, 'code' | 'data'>,
): ErrorShape {
  const { message, data: isola } = tellError(error)
  const path = data.path === undefined ? {} : { path: data.path }
  // What tRPC itself refuses (no such procedure, another method) keeps its finer code; an output that is too large has one.
  if (isola.code === 'INVALID_INPUT' && REFUSALS.has(error.code)) {
    return { message, code, data: { code: data.code, httpStatus: data.httpStatus, ...path, isola } }
  }
  const key = TRPC_CODES[isola.code]
  const httpStatus = HTTP_STATUSES.get(key) ?? 500
  return { message, code: TRPC_ERROR_CODES_BY_KEY[key], data: { code: key, httpStatus, ...path, isola } }
}

/** What a caller is told. */
interface Told {
  message: string
  data: IsolaErrorData
}

const told = new WeakMap<TRPCError, Told>()

/** The same for the answer and for the log, so that an INTERNAL error has one id in both. */
export function tellError(error: TRPCError): Told {
  const known = told.get(error) ?? translate(error)
  told.set(error, known)
  return known
}

function translate({ code, cause, message }: TRPCError): Told {
  if (isIsolaError(cause)) return cause
  if (code === 'BAD_REQUEST' && cause instanceof z.ZodError) return inputError(cause)
  // The parser’s own words repeat what it could not read, which may hold a secret.
  if (REFUSALS.has(code)) {
    return new InvalidInputError([
      { path: '', message: cause instanceof SyntaxError ? 'The request is not JSON' : message },
    ])
  }
  const errorId = randomUUID()
  return {
    data: { code: 'INTERNAL', errorId },
    message: `Something went wrong; the log has it under ${errorId}`,
  }
}

/** What tRPC says before a procedure runs. */
const REFUSALS: ReadonlySet<TRPC_ERROR_CODE_KEY> = new Set([
  'PARSE_ERROR',
  'BAD_REQUEST',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
])
