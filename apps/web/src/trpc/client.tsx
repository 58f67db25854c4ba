'use client'
import type { AppRouter } from '@isola/api'
import { createIsolaClient } from '@isola/client'
import { isServer, type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { TRPCClient } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from './query-client.ts'
import { sessionWatch } from './session-watch.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

/**
 * For the origin of our own pages; while the server renders, nothing is asked over the network. The client is tRPC's
 * underneath, which its published types leave out.
 */
const makeClient = () =>
  createIsolaClient({
    url: isServer ? 'http://localhost' : window.location.origin,
  }) as unknown as TRPCClient<AppRouter>

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
