import {
  defaultShouldDehydrateQuery,
  isServer,
  QueryClient,
  type QueryClientConfig,
} from '@tanstack/react-query'
import { retryable } from './errors.ts'

const FRESH_MS = 30_000
const MOST_RETRIES = 2

export const makeQueryClient = (config: QueryClientConfig = {}) =>
  new QueryClient({
    ...config,
    defaultOptions: {
      queries: {
        // What the server has just rendered is not asked for again; live changes say when it is old.
        staleTime: FRESH_MS,
        // A page does not wait three seconds to say what went wrong: whoever reads it can try again.
        retry: (failures, error) => !isServer && failures < MOST_RETRIES && retryable(error),
      },
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  })
