import { WORKLOAD_ID, type WorkloadSummary } from '@isola/domain'
import { getCaller } from '#/server/caller.ts'
import { getQueryClient, trpc } from '#/trpc/server.tsx'
import { eventsOptions } from '#/workloads/one/history/events-options.ts'

export const isId = (id: string): boolean => WORKLOAD_ID.test(id)

/** Of one that is deleted, its history is left. Null for an id that there has never been. */
export async function findWorkload(id: string): Promise<WorkloadSummary | 'deleted' | null> {
  const queryClient = getQueryClient()
  const { items } = await queryClient.fetchQuery(
    trpc.workload.list.queryOptions({ filter: { id }, limit: 1 }),
  )
  if (items[0]) return items[0]
  const { pages } = await queryClient.fetchInfiniteQuery(historyOf(id))
  return pages[0]?.items.length ? 'deleted' : null
}

export const historyOf = (id: string) =>
  eventsOptions(id, trpc.workload.events.infiniteQueryKey({ id }), async (input) =>
    (await getCaller()).workload.events(input),
  )
