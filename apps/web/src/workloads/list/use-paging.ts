'use client'
import type { WorkloadPage } from '@isola/domain'
import { useMutation } from '@tanstack/react-query'
import { useTRPCClient } from '#/trpc/client.tsx'
import { PAGE_SIZE } from './list-input.ts'
import type { View } from './use-view.ts'

/**
 * Older is the page's own cursor. For newer the list is read backwards from the first row: the workload before those fifty
 * is the cursor of their page, or there is none, and it is the first. So the URL needs no trail of pages, and a link to
 * any page can be walked both ways.
 */
export function usePaging({ input, set }: View, page: WorkloadPage | undefined) {
  const client = useTRPCClient()
  const back = useMutation({
    mutationFn: async () => {
      const { cursor, filter, order } = input
      const start = page?.items[0]?.id ?? cursor
      if (!start) return null
      const opposite = order === 'newest' ? 'oldest' : 'newest'
      const { items, nextCursor } = await client.workload.list.query({
        filter,
        order: opposite,
        cursor: start,
        limit: PAGE_SIZE + 1,
      })
      return items[PAGE_SIZE]?.id ?? nextCursor
    },
    onSuccess: (cursor) => go(cursor),
  })
  const go = (cursor: string | null) => {
    set({ cursor })
    window.scrollTo({ top: 0 })
  }
  const next = page?.nextCursor ?? null
  return {
    first: input.cursor ? () => go(null) : null,
    before: input.cursor ? () => back.mutate() : null,
    after: next ? () => go(next) : null,
    busy: back.isPending,
    problem: back.error,
  }
}
