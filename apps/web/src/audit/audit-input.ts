import type { AuditQuery } from '@isola/domain'
import type { AuditParams } from '#/app/(app)/audit/search-params.ts'
import { RANGE_MS } from '#/lib/ranges.ts'

/** @param at the time that a relative range ends at */
export const auditInput = (
  { action, actor, target, range }: AuditParams,
  at: number,
): Omit<AuditQuery, 'cursor' | 'limit'> => ({
  ...(action && { action }),
  ...(actor && { actor }),
  ...(target && { target }),
  ...(range && { from: new Date(at - RANGE_MS[range]).toISOString() }),
})
