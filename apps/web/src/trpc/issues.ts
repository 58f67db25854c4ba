import { isolaDataOf } from './errors.ts'

/** What is wrong with one field of what was sent, for the line beside it. */
export function issueAt(error: unknown, path: string): string | undefined {
  const data = isolaDataOf(error)
  if (data?.code !== 'INVALID_INPUT') return undefined
  const issue = data.issues.find((other) => other.path === path || other.path.startsWith(`${path}.`))
  return issue && inWords(issue.message)
}

/** The error, unless one of these fields shows it. */
export const unlessAt = (error: Error | null, paths: readonly string[]): Error | null =>
  paths.some((path) => issueAt(error, path)) ? null : error

/** Too small: expected number to be >=128 · Too big: expected string to have <=200 characters */
const BOUND = /^Too (small|big): expected .* [<>]=?(.+)$/

/** A message of ours is a predicate of its field: `must lie in the future`. */
function inWords(message: string): string {
  const [, way, bound] = BOUND.exec(message) ?? []
  if (bound) return `${way === 'small' ? 'At least' : 'At most'} ${bound}`
  return /^[a-z]/.test(message) ? `It ${message}` : message
}
