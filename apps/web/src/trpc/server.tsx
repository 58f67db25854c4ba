import 'server-only'
import type { AppRouter } from '@isola/api'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { createTRPCClient } from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cache, type ReactNode } from 'react'
import { getCaller } from '#/server/caller.ts'
import { inProcessLink } from './in-process-link.ts'
import { makeQueryClient } from './query-client.ts'

/** One for each request. */
export const getQueryClient = cache(() => makeQueryClient())

/** Errors are those that a browser would get. */
export const inProcess = createTRPCClient<AppRouter>({ links: [inProcessLink(getCaller)] })

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: inProcess, queryClient: getQueryClient })

/** Hands what was prefetched to the browser. */
export const Hydrate = ({ children }: { children: ReactNode }) => (
  <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>
)
