import type { z } from 'zod'
import { type InputIssue, InvalidInputError, IsolaError, type TooLarge } from './errors.ts'
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
  for (const issue of issues) {
    const tooLarge = issue.code === 'custom' && (issue.params?.tooLarge as TooLarge | undefined)
    if (tooLarge) {
      const message = `${tooLarge.field} is over ${tooLarge.maxBytes} bytes`
      return new IsolaError({ code: 'PAYLOAD_TOO_LARGE', ...tooLarge }, message)
    }
  }
  const named: InputIssue[] = []
  let wrongType: string | undefined
  const pathOf = (path: PropertyKey[]) => cut((field ? [field, ...path] : path).join('.'))
  for (const issue of issues) {
    if (named.length > LIMITS.issues) break
    const path = pathOf(issue.path)
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, LIMITS.issues + 1))
        named.push({ path: pathOf([...issue.path, key]), message: 'is not known' })
      continue
    }
    // zod also measures the length of text that is given instead of a list.
    if (path !== wrongType) named.push({ path, message: issue.message })
    if (issue.code === 'invalid_type') wrongType = path
  }
  return new InvalidInputError(
    named.length > LIMITS.issues ? [...named.slice(0, LIMITS.issues), MORE] : named,
  )
}

/** A body can have 800,000 unknown fields: naming them all took a 49 MB answer and three seconds. */
const MORE: InputIssue = { path: '', message: 'more fields are wrong' }

const cut = (path: string) =>
  path.length > LIMITS.issuePathLength ? `${path.slice(0, LIMITS.issuePathLength)}…` : path
