import type { IsolaErrorCode, IsolaErrorData } from '@isola/domain'

/** What Isola says of an error; null for one of the network, or of the browser. */
export function isolaDataOf(error: unknown): IsolaErrorData | null {
  const data = (error as { data?: { isola?: IsolaErrorData } | null } | null)?.data
  return data?.isola ?? null
}

const PASSING: ReadonlySet<IsolaErrorCode> = new Set(['RATE_LIMITED', 'STORE_BUSY', 'INTERNAL'])

/** Whether it may go away by itself. */
export const retryable = (error: unknown): boolean => {
  const data = isolaDataOf(error)
  return data === null || PASSING.has(data.code)
}
