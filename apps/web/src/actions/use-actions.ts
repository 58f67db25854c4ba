'use client'
import type { Workload, WorkloadSummary } from '@isola/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { nameOf } from './status-words.ts'
import { useChange } from './use-status-change.ts'

/** Not leased: killed at once. Leased: asked for. */
export function useKill() {
  const { workload: api } = useTRPCClient()
  const kill = useChange((input: { id: string; reason?: string }) => api.kill.mutate(input))
  return {
    ...kill,
    async run(workload: WorkloadSummary, reason: string): Promise<void> {
      const answer = await kill.mutateAsync({ id: workload.id, ...(reason && { reason }) })
      toast.success(
        answer.status === 'killed' ? `${nameOf(workload)} is killed` : `Asked to kill ${nameOf(workload)}`,
        answer.status === 'killed'
          ? {}
          : { description: 'It becomes killed when its runner has stopped it.' },
      )
    },
  }
}

/** A new workload of the same work. `key` makes a second click the same retry. */
export function useRetry() {
  const { workload: api } = useTRPCClient()
  const refresh = useRefresh()
  const router = useRouter()
  const retry = useMutation({
    mutationFn: (input: { id: string; reason?: string; idempotencyKey: string }) => api.retry.mutate(input),
    onSuccess: refresh,
  })
  return {
    ...retry,
    async run(workload: WorkloadSummary, reason: string, key: string): Promise<Workload> {
      const made = await retry.mutateAsync({
        id: workload.id,
        idempotencyKey: key,
        ...(reason && { reason }),
      })
      toast.success(`Retried ${nameOf(workload)}`, {
        action: { label: 'Open', onClick: () => router.push(`/workloads/${made.id}`) },
      })
      return made
    },
  }
}

export function useDelete() {
  const { workload: api } = useTRPCClient()
  const refresh = useRefresh()
  const remove = useMutation({
    mutationFn: (input: { id: string; reason: string }) => api.delete.mutate(input),
    onSuccess: refresh,
  })
  return {
    ...remove,
    async run(workload: WorkloadSummary, reason: string): Promise<void> {
      await remove.mutateAsync({ id: workload.id, reason })
      toast.success(`Deleted ${nameOf(workload)}`, { description: 'Its history stays, for admins.' })
    },
  }
}

export function useNote() {
  const { workload: api } = useTRPCClient()
  const refresh = useRefresh()
  const note = useMutation({
    mutationFn: (input: { id: string; text: string }) => api.note.mutate(input),
    onSuccess: refresh,
  })
  return {
    ...note,
    async run(workload: WorkloadSummary, text: string): Promise<void> {
      await note.mutateAsync({ id: workload.id, text })
      toast.success(`Noted in the history of ${nameOf(workload)}`)
    },
  }
}

/** The stream of changes brings the same; where there is none, or it is late, this does. */
function useRefresh() {
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  return () => {
    void queryClient.invalidateQueries(trpc.workload.pathFilter())
  }
}

/** Random, also where the page is not a secure context and has no `crypto.randomUUID`. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
