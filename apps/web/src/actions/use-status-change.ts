'use client'
import type { TerminalStatus, WorkloadStatus, WorkloadSummary } from '@isola/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { patchWorkload } from '#/live/patch-caches.ts'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'

interface StatusChange {
  id: string
  status: WorkloadStatus
  reason?: string | undefined
  /** The revision that the person saw. */
  ifRevision: number
}

/** To one of the legal next statuses, by the procedure that is meant for it. */
export function useStatusChange() {
  const { workload } = useTRPCClient()
  return useChange(({ status, reason, ...rest }: StatusChange): Promise<WorkloadSummary> => {
    const change = { ...rest, ...(reason && { reason }) }
    if (status === 'killed') return workload.kill.mutate(change)
    if (status === 'failed') return workload.update.mutate({ ...change, status, cause: 'operator' })
    return workload.updateStatus.mutate({ ...change, status })
  })
}

export function useOverride() {
  const { workload } = useTRPCClient()
  return useChange((change: { id: string; status: TerminalStatus; reason: string; ifRevision: number }) =>
    workload.override.mutate(change),
  )
}

/** A change of a workload that shows at once, also where the stream of changes is not available. */
export function useChange<Input>(mutationFn: (input: Input) => Promise<WorkloadSummary>) {
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  return useMutation({
    mutationFn,
    onSuccess: (workload) => patchWorkload(queryClient, trpc, workload.id, workload),
  })
}
