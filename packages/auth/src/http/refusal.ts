import { type IsolaErrorCode, isIsolaError } from '@isola/domain'

/** How a request is refused where no procedure answers. */
export interface Refusal {
  status: number
  code: string
  message: string
  retryAfterSeconds?: number
}

const STATUSES: Partial<Record<IsolaErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  STORE_BUSY: 503,
  STORE_FULL: 503,
  STORE_READ_ONLY: 503,
  STORE_CORRUPT: 503,
}

/** Null for an error that was not foreseen. */
export function refusalOf(error: unknown): Refusal | null {
  const status = isIsolaError(error) ? STATUSES[error.code] : undefined
  if (!isIsolaError(error) || !status) return null
  const { code, message } = error
  if (isIsolaError(error, 'RATE_LIMITED'))
    return { status, code, message, retryAfterSeconds: error.data.retryAfterSeconds }
  return { status, code, message, ...(code === 'STORE_BUSY' && { retryAfterSeconds: 1 }) }
}
