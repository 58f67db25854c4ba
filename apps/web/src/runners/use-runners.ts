'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '#/trpc/client.tsx'
import { runnersOptions } from './runners-query.ts'

/** @param againMs how often they are asked for anew; never by default */
export function useRunners(againMs?: number) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useQuery({
    ...runnersOptions(trpc.runner.list.queryKey(), (page) => client.runner.list.query(page)),
    ...(againMs !== undefined && { refetchInterval: againMs }),
  })
}
