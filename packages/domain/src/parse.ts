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
  throw inputError(result.error, field)
}

/** What zod found, as one of the closed union. */
export function inputError(
  { issues }: z.ZodError,
  field?: string,
): InvalidInputError | IsolaError<'PAYLOAD_TOO_LARGE'> {
  if (issues.some((issue) => issue.code === 'custom' && issue.params?.tooLarge)) return outputTooLarge()
  const pathOf = (path: PropertyKey[]) => (field ? [field, ...path] : path).join('.')
  return new InvalidInputError(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known' }))
        : { path: pathOf(issue.path), message: issue.message },
    ),
  )
}

const outputTooLarge = () =>
  new IsolaError(
    { code: 'PAYLOAD_TOO_LARGE', field: 'output', maxBytes: LIMITS.outputBytes },
    `output is over ${LIMITS.outputBytes} bytes`,
  )
