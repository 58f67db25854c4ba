'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { useChanges } from '#/live/live-provider.tsx'
import { useTRPC } from '#/trpc/client.tsx'

/**
 * The workload as it is now, whatever the list that it was taken from shows; null once it is deleted. Asked for as a list
 * of one: a whole workload can hold megabytes of output.
 */
export function usePresent(workload: WorkloadSummary) {
  const trpc = useTRPC()
  const { data, refetch } = useQuery({
    ...trpc.workload.list.queryOptions({ filter: { id: workload.id }, limit: 1 }),
    staleTime: 0,
  })
  useChanges(({ event }) => {
    if (event.workloadId === workload.id && event.kind === 'deleted') void refetch()
  })
  const found = data ? (data.items[0] ?? null) : workload
  const present = found && found.revision < workload.revision ? workload : found
  return { present, refetch }
}
