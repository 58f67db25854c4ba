import type { Page } from '@isola/domain'
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'

/**
 * A long list by its cursors. Not tRPC's own infinite options: they send a `direction` beside the cursor, which the
 * procedures do not know and refuse.
 */
export const pagesOptions = <Item>(
  queryKey: QueryKey,
  ask: (input: { cursor?: string }) => Promise<Page<Item>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
