import { LIMITS } from '@isola/domain'
import type { Operation } from '@trpc/client'
import { waits } from './waits.ts'

/** With this many UTF-16 units each, three bytes at most, a full batch stays within the bounds of a body. */
const SHARED_LENGTH = Math.floor(LIMITS.bodyBytes / LIMITS.batchCalls / 3) - 16

/**
 * Whether a call travels in a request of its own: one that waits would hold up the answers of all others, and large
 * ones, each of which the server takes, would together be refused.
 */
export function goesAlone({ type, path, input }: Pick<Operation, 'type' | 'path' | 'input'>): boolean {
  if (waits(path)) return true
  if (type !== 'mutation') return false
  return (JSON.stringify(input) ?? '').length > SHARED_LENGTH
}
