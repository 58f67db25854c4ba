import type { z } from 'zod'
import { InvalidInputError, IsolaError } from './errors.ts'
import { LIMITS } from './limits.ts'

/**
 * Parses what a caller gave; a refusal names each field.
 * @param field what the value itself is called, where it is not the whole request
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  field?: string,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const { issues } = result.error
  if (issues.some((issue) => issue.code === 'custom' && issue.params?.tooLarge)) {
    throw outputTooLarge()
  }
  throw new InvalidInputError(
    issues.map(({ path, message }) => ({ path: (field ? [field, ...path] : path).join('.'), message })),
  )
}

const outputTooLarge = () =>
  new IsolaError(
    { code: 'PAYLOAD_TOO_LARGE', field: 'output', maxBytes: LIMITS.outputBytes },
    `output is over ${LIMITS.outputBytes} bytes`,
  )
