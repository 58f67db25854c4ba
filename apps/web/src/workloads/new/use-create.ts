'use client'
import type { CreateWorkloadInput } from '@isola/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { newKey } from '#/actions/use-actions.ts'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'

/** Submitted twice, the same request makes one workload; changed in between, it is another request. */
export function useCreate() {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const sent = useRef({ text: '', key: '' })
  return useMutation({
    mutationFn(request: CreateWorkloadInput) {
      const text = JSON.stringify(request)
      if (sent.current.text !== text) sent.current = { text, key: newKey() }
      return client.workload.create.mutate({ ...request, idempotencyKey: sent.current.key })
    },
    onSuccess(workload) {
      void queryClient.invalidateQueries(trpc.workload.list.pathFilter())
      void queryClient.invalidateQueries(trpc.stats.pathFilter())
      router.push(`/workloads/${workload.id}`)
    },
  })
}
