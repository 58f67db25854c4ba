import { InvalidInputError } from '@isola/domain'

export const unknownUser = () => new InvalidInputError([{ path: 'id', message: 'is no user' }])

export const emailTaken = () => new InvalidInputError([{ path: 'email', message: 'is another user’s' }])

/** The trigger that keeps the last admin speaks in the words of triggers.sql. */
export function explainGuard(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes('isola: the last admin stays')) return error
  return new InvalidInputError([{ path: 'id', message: 'is the last admin: make another one first' }], {
    cause: error,
  })
}
