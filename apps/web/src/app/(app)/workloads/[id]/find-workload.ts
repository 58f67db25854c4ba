import { WORKLOAD_ID, type WorkloadSummary } from '@isola/domain'
import { isolaDataOf } from '#/trpc/errors.ts'
import { getQueryClient, inProcess, trpc } from '#/trpc/server.tsx'
import { eventsOptions } from '#/workloads/one/history/events-options.ts'

export const isId = (id: string): boolean => WORKLOAD_ID.test(id)

/** Of one that is deleted admins see the history that is left. Null when there is nothing to see, or when it is no id. */
export async function findWorkload(id: string): Promise<WorkloadSummary | 'deleted' | null> {
  if (!isId(id)) return null
  const queryClient = getQueryClient()
  const { items } = await queryClient.fetchQuery(
    trpc.workload.list.queryOptions({ filter: { id }, limit: 1 }),
  )
  if (items[0]) return items[0]
  try {
    await queryClient.fetchInfiniteQuery(historyOf(id))
    return 'deleted'
  } catch (error) {
    if (isolaDataOf(error)?.code === 'WORKLOAD_NOT_FOUND') return null
    throw error
  }
}

export const historyOf = (id: string) =>
  eventsOptions(id, trpc.workload.events.infiniteQueryKey({ id }), (input) =>
    inProcess.workload.events.query(input),
  )
