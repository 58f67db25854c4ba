'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#/trpc/client.tsx'

const AGAIN_MS = 10_000

/** What the live runners offer, as it changes: one that goes silent is counted out within a lease’s length. */
export const useBackends = () =>
  useQuery({ ...useTRPC().system.backends.queryOptions(), refetchInterval: AGAIN_MS })
