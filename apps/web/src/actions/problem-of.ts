import type { LastEvent } from '@isola/domain'
import { isolaDataOf } from '#/trpc/errors.ts'

export function conflictOf(error: unknown): LastEvent | null {
  const data = isolaDataOf(error)
  return data?.code === 'REVISION_CONFLICT' || data?.code === 'INVALID_TRANSITION' ? data.lastEvent : null
}

/** What went wrong, for the person who tried. */
export function problemOf(error: unknown): string {
  const data = isolaDataOf(error)
  if (data === null) return 'The server could not be reached. Nothing is known to have changed: try again.'
  switch (data.code) {
    case 'FORBIDDEN':
      return 'You may not do this.'
    case 'WORKLOAD_NOT_FOUND':
      return 'It was deleted meanwhile.'
    case 'UNAUTHENTICATED':
      return 'You are no longer signed in.'
    case 'STORE_BUSY':
      return 'The record is busy. Try again in a moment.'
    default:
      return (error as Error).message
  }
}
