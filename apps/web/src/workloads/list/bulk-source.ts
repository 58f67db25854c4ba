import { LIMITS, type ListWorkloadsQuery, type WorkloadPage, type WorkloadSummary } from '@isola/domain'

/** Made in the same tick, they share a request where the server accepts that; a bulk act can stop between two groups. */
const AT_ONCE = 20

/** Where the workloads of a bulk act come from. */
export interface BulkSource {
  /** The next few; null at the end. Asked again after a failure it goes on from there. */
  next(signal: AbortSignal): Promise<WorkloadSummary[] | null>
}

export function sourceOf(workloads: readonly WorkloadSummary[]): BulkSource {
  const waiting = [...workloads]
  return { next: async () => (waiting.length > 0 ? waiting.splice(0, AT_ONCE) : null) }
}

type List = (query: ListWorkloadsQuery, options: { signal: AbortSignal }) => Promise<WorkloadPage>

/**
 * Everything that matches, page by page and the newest first, whatever the order on the screen: what comes meanwhile, such
 * as the retries that this makes, stands before the first page and is not reached.
 */
export function sourceOfMatching(list: List, filter: ListWorkloadsQuery['filter']): BulkSource {
  let cursor: string | null | undefined
  let waiting: WorkloadSummary[] = []
  return {
    async next(signal) {
      while (waiting.length === 0) {
        if (cursor === null) return null
        const query = { filter, limit: LIMITS.pageSize, ...(cursor && { cursor }) }
        const page = await list(query, { signal })
        waiting = page.items
        cursor = page.nextCursor
      }
      return waiting.splice(0, AT_ONCE)
    },
  }
}
