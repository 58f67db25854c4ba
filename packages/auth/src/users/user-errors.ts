import { InvalidInputError } from '@isola/domain'

export const unknownUser = () => new InvalidInputError([{ path: 'id', message: 'is no user' }])

export const emailTaken = () => new InvalidInputError([{ path: 'email', message: 'is another user’s' }])

/** Prisma takes every trigger that refuses for a foreign key, and keeps what the trigger said to itself. */
interface Refused {
  meta?: { driverAdapterError?: { cause?: { originalMessage?: string } } }
}

/** The trigger that keeps the last admin speaks in the words of triggers.sql. */
export function explainGuard(error: unknown): unknown {
  const said = (error as Refused).meta?.driverAdapterError?.cause?.originalMessage
  if (said !== 'isola: the last admin stays') return error
  return new InvalidInputError([{ path: 'id', message: 'is the last admin: make another one first' }], {
    cause: error,
  })
}
