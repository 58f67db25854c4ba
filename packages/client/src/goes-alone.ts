import { LIMITS, priceOf, utf8Bytes } from '@isola/domain'
import type { Operation } from '@trpc/client'
import { waits } from './waits.ts'

/** A hundred calls that answer no more than this stay within what the server answers together. */
const LIGHT_ANSWER_BYTES = Math.floor(LIMITS.batchBytes / LIMITS.batchCalls)
/**
 * A hundred inputs of this size make a body of a mebibyte: in a larger one the server counts objects, arrays and
 * members, and refuses too many. In the body each call takes an index and a comma besides its input.
 */
const LIGHT_INPUT_BYTES = Math.floor((1024 * 1024) / LIMITS.batchCalls) - 8

/** Which calls share a request: none, as many pages as the server answers together, or a hundred light ones. */
export type BatchClass = 'alone' | 'pages' | 'light'

/**
 * A call that waits would hold up the answers of the others in its batch. The server refuses two searches or two heavy
 * calls in one request; sorted by its own prices, it never refuses a batch of ours.
 */
export function batchClassOf({ type, path, input }: Pick<Operation, 'type' | 'path' | 'input'>): BatchClass {
  const price = priceOf(path, input)
  // A query's input is bounded by the length of its URL.
  const sent = type === 'mutation' ? utf8Bytes(JSON.stringify(input) ?? '') : 0
  const isHeavy = sent > LIGHT_INPUT_BYTES || price.bytes > LIMITS.pageBytes || price.rows > 0
  if (isHeavy || waits(path)) return 'alone'
  return price.bytes > LIGHT_ANSWER_BYTES ? 'pages' : 'light'
}
