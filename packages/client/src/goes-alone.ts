import { LIMITS, priceOf, utf8Bytes } from '@isola/domain'
import type { Operation } from '@trpc/client'
import { waits } from './waits.ts'

/** A hundred such calls stay within the server's bounds. In the body each takes an index and a comma besides its input. */
const LIGHT_BYTES = Math.floor(LIMITS.batchBytes / LIMITS.batchCalls) - 8

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
  const isHeavy = sent > LIGHT_BYTES || price.bytes > LIMITS.pageBytes || price.rows > 0
  if (isHeavy || waits(path)) return 'alone'
  return price.bytes > LIGHT_BYTES ? 'pages' : 'light'
}
