import { LIMITS, priceOf, utf8Bytes } from '@isola/domain'
import type { Operation } from '@trpc/client'

/** A hundred of them are within the server's bounds, that of the body included: each takes a number and a comma in it. */
const LIGHT_BYTES = Math.floor(LIMITS.batchBytes / LIMITS.batchCalls) - 8

const WAITING: ReadonlySet<string> = new Set(['workload.wait', 'runner.claim', 'runner.heartbeat'])

/** With what a call shares its request: with nothing, with other pages, or with a hundred light calls. */
export type Company = 'alone' | 'pages' | 'light'

/**
 * A call that waits would hold up the answers of all others. Two that search, or may be heavy, the server refuses in one
 * request; by the same prices it never refuses what shares one here.
 */
export function companyOf({ type, path, input }: Pick<Operation, 'type' | 'path' | 'input'>): Company {
  const price = priceOf(path, input)
  // What a query sends is bounded by the length of its address.
  const sent = type === 'mutation' ? utf8Bytes(JSON.stringify(input) ?? '') : 0
  const isHeavy = sent > LIGHT_BYTES || price.bytes > LIMITS.pageBytes || price.rows > 0
  if (isHeavy || WAITING.has(path)) return 'alone'
  return price.bytes > LIGHT_BYTES ? 'pages' : 'light'
}
