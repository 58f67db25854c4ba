import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { idempotencyKey, reason } from './workload-input.ts'

export const changeOptions = z.strictObject({
  reason: reason.optional(),
  /** The revision the caller saw; another one is REVISION_CONFLICT. */
  ifRevision: z.int().min(1).max(LIMITS.wholeNumber).optional(),
})
export type ChangeOptions = z.infer<typeof changeOptions>

/** For acts that must say why. */
export const reasonedOptions = changeOptions.extend({ reason })
export type ReasonedOptions = z.infer<typeof reasonedOptions>

export const retryOptions = z.strictObject({
  reason: reason.optional(),
  idempotencyKey: idempotencyKey.optional(),
})
export type RetryOptions = z.infer<typeof retryOptions>
