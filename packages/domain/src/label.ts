import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { phrase, text } from './text.ts'

export const label = z.object({
  key: phrase(LIMITS.labelKeyLength),
  value: text.max(LIMITS.labelValueLength),
})

export const labels = z
  .record(phrase(LIMITS.labelKeyLength), text.max(LIMITS.labelValueLength))
  .refine((pairs) => Object.keys(pairs).length <= LIMITS.labels, `more than ${LIMITS.labels} labels`)
export type Labels = z.infer<typeof labels>
