'use client'
import type { AppRouter } from '@isola/api'
import { LIMITS } from '@isola/domain'
import { isServer, type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from './query-client.ts'
import { sessionWatch } from './session-watch.ts'

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

const LONGEST_URL = 6_000

const makeClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url: '/api/trpc' }),
        false: httpBatchLink({ url: '/api/trpc', maxURLLength: LONGEST_URL, maxItems: LIMITS.batchCalls }),
      }),
    ],
  })

let browserQueryClient: QueryClient | undefined
/** On the server one for each request, in the browser one for all time. */
function getQueryClient(): QueryClient {
  if (isServer) return makeQueryClient()
  browserQueryClient ??= makeQueryClient({ queryCache: sessionWatch() })
  return browserQueryClient
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient()
  const [client] = useState(makeClient)
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
