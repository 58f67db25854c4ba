import type { EventsQuery, Page, WorkloadEvent } from '@isola/domain'
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'

type AskEvents = (input: { id: string } & EventsQuery) => Promise<Page<WorkloadEvent>>

const PAGE = 50

/**
 * A history, newest first, as the page prefetches it and the tab reads it. Not tRPC's own infinite options: they send a
 * `direction` beside the cursor, which the procedure does not know and refuses.
 */
export const eventsOptions = (id: string, queryKey: QueryKey, ask: AskEvents) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) =>
      ask({ id, order: 'newest', limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
