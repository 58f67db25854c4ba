'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { eventsOptions } from './events-options.ts'

export function useEvents(id: string) {
  const trpc = useTRPC()
  const { workload } = useTRPCClient()
  return useInfiniteQuery(
    eventsOptions(id, trpc.workload.events.infiniteQueryKey({ id }), (input) => workload.events.query(input)),
  )
}
