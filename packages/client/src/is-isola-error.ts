import type { IsolaErrorCode, IsolaErrorData } from './contract.ts'

/** What a call rejects with, or a subscription reports, when Isola said no. */
export interface IsolaError<Code extends IsolaErrorCode = IsolaErrorCode> extends Error {
  readonly data: {
    /** tRPC's word for it. */
    readonly code: string
    readonly httpStatus: number
    /** The procedure. */
    readonly path?: string
    /** What happened, with its details: exactly one member of the closed union. */
    readonly isola: Extract<IsolaErrorData, { code: Code }>
  }
}

/** Complete by its type. A newer server's codes are not in it: what this client has no type for is no error it knows. */
const CODES: Record<IsolaErrorCode, true> = {
  WORKLOAD_NOT_FOUND: true,
  INVALID_TRANSITION: true,
  REVISION_CONFLICT: true,
  NOT_TERMINAL: true,
  LEASE_LOST: true,
  IDEMPOTENCY_MISMATCH: true,
  INVALID_INPUT: true,
  PAYLOAD_TOO_LARGE: true,
  UNAUTHENTICATED: true,
  FORBIDDEN: true,
  RATE_LIMITED: true,
  STORE_BUSY: true,
  STORE_FULL: true,
  STORE_READ_ONLY: true,
  STORE_CORRUPT: true,
  INTERNAL: true,
}

/** Tells an error of Isola, of one code or of any, from everything else: a network that failed, an abort, a bug. */
export function isIsolaError<Code extends IsolaErrorCode = IsolaErrorCode>(
  error: unknown,
  code?: Code,
): error is IsolaError<Code> {
  if (!(error instanceof Error)) return false
  const { data } = error as { data?: { isola?: { code?: unknown } } | null }
  const isolaCode = data?.isola?.code
  return (
    typeof isolaCode === 'string' &&
    Object.hasOwn(CODES, isolaCode) &&
    (code === undefined || isolaCode === code)
  )
}
