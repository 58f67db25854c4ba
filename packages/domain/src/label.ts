import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { phrase, text } from './text.ts'

export const label = z.strictObject({
  key: phrase(LIMITS.labelKeyLength),
  value: text.max(LIMITS.labelValueLength),
})

/** zod leaves such a key out without a word. */
const withoutPrototypeKey = z.custom<Record<string, string>>(
  (value) => typeof value !== 'object' || value === null || !Object.hasOwn(value, '__proto__'),
  'must not hold the key __proto__',
)

export const labels = withoutPrototypeKey.pipe(
  z
    .record(phrase(LIMITS.labelKeyLength), text.max(LIMITS.labelValueLength))
    .refine((pairs) => Object.keys(pairs).length <= LIMITS.labels, `more than ${LIMITS.labels} labels`),
)
export type Labels = z.infer<typeof labels>
