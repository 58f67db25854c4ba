'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '#/trpc/client.tsx'

/** An administrative act: what was listed, and the trail, are asked for again. */
export function useAdmin<Input, Output>(act: (input: Input) => Promise<Output>) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => queryClient.invalidateQueries(trpc.admin.pathFilter()),
  })
}
