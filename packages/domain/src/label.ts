import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { phrase, text } from './text.ts'

export const label = z.strictObject({
  key: phrase(LIMITS.labelKeyLength),
  value: text.max(LIMITS.labelValueLength),
})

/**
 * Checked before the pairs are: zod drops a key `__proto__` without an error, and validates every pair of a record that
 * is far too large.
 */
const fewPairs = z.custom<Record<string, string>>().superRefine((value, context) => {
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__'))
    context.addIssue({ code: 'custom', message: 'must not hold the key __proto__' })
  if (Object.keys(value).length > LIMITS.labels)
    context.addIssue({ code: 'custom', message: `holds more than ${LIMITS.labels} labels` })
})

export const labels = fewPairs.pipe(
  z.record(phrase(LIMITS.labelKeyLength), text.max(LIMITS.labelValueLength)),
)
export type Labels = z.infer<typeof labels>
