import type { FilteredChange, Workload, WorkloadPage, WorkloadSummary } from '@isola/domain'
import type { QueryClient } from '@tanstack/react-query'
import type { useTRPC } from '#/trpc/client.tsx'

type Options = ReturnType<typeof useTRPC>

/** What is on the screen follows the record: the workload's row in every list, its page, its history. */
export const patchCaches = (
  queryClient: QueryClient,
  trpc: Options,
  { event, workload }: FilteredChange,
): void => patchWorkload(queryClient, trpc, event.workloadId, workload)

/** The same for what a change of our own has answered. */
export function patchWorkload(
  queryClient: QueryClient,
  trpc: Options,
  id: string,
  workload: WorkloadSummary | null,
): void {
  if (workload) {
    queryClient.setQueriesData<WorkloadPage>(
      trpc.workload.list.pathFilter(),
      (page) => page && patchRow(page, workload),
    )
    queryClient.setQueryData<Workload>(trpc.workload.get.queryKey({ id: workload.id }), (present) =>
      present && present.revision < workload.revision ? { ...present, ...workload } : present,
    )
  }
  // Output and error are not in a summary.
  void queryClient.invalidateQueries({ queryKey: trpc.workload.get.queryKey({ id }) })
  void queryClient.invalidateQueries({
    queryKey: trpc.workload.events.pathKey(),
    predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id),
  })
}

function patchRow(page: WorkloadPage, workload: WorkloadSummary): WorkloadPage {
  const index = page.items.findIndex(({ id }) => id === workload.id)
  const present = page.items[index]
  if (!present || present.revision > workload.revision) return page
  return { ...page, items: page.items.with(index, workload) }
}
