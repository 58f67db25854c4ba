import { fitsBatch, IsolaError, LIMITS, type Price, priceOf } from '@isola/domain'

interface Call {
  path: string
  getRawInput: () => Promise<unknown>
}

const MiB = 1024 * 1024

/**
 * The answers of a batch are in memory together, and its searches run one after the other on the only thread, so the
 * whole batch is priced before any of its calls runs.
 * @throws PAYLOAD_TOO_LARGE when the calls together are over the budget of one request
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
    `A batch may answer ${LIMITS.batchBytes / MiB} MiB and scan ${LIMITS.batchRows} rows in all: send fewer calls in one request, and whole workloads and searches one at a time`,
  )
}
