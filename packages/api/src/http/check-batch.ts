import { fitsBatch, IsolaError, LIMITS, type Price, priceOf } from '@isola/domain'

interface Call {
  path: string
  getRawInput: () => Promise<unknown>
}

const MiB = 1024 * 1024

/**
 * The answers of a batch stand in memory together, and its searches run one after the other while everybody waits: so
 * what it may cost is known before any of its calls runs.
 * @throws PAYLOAD_TOO_LARGE for calls that one request may not hold together
 */
export async function checkBatch(calls: readonly Call[]): Promise<void> {
  if (calls.length < 2) return
  const prices = await Promise.all(
    calls.map(async ({ path, getRawInput }): Promise<Price> => priceOf(path, await getRawInput())),
  )
  if (fitsBatch(prices)) return
  const data = { field: 'batch', maxBytes: LIMITS.batchBytes, maxRows: LIMITS.batchRows }
  throw new IsolaError(
    { code: 'PAYLOAD_TOO_LARGE', ...data },
    `The calls of a batch may answer ${LIMITS.batchBytes / MiB} MiB together, and look at ${LIMITS.batchRows} rows: send fewer in one request, and by itself what answers with a whole workload or searches`,
  )
}
