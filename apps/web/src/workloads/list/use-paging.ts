'use client'
import type { WorkloadPage } from '@isola/domain'
import { useMutation } from '@tanstack/react-query'
import { useTRPCClient } from '#/trpc/client.tsx'
import { cursorBefore } from './cursor-before.ts'
import { PAGE_SIZE } from './list-input.ts'
import type { View } from './use-view.ts'

/**
 * The next page is the page's own cursor; the one before is looked for. So the URL needs no trail of pages, and a link to
 * any page can be walked both ways.
 */
export function usePaging({ input, set }: View, page: WorkloadPage | undefined) {
  const client = useTRPCClient()
  const back = useMutation({
    mutationFn: async () => {
      const { cursor, filter, order } = input
      const start = page?.items[0]?.id ?? cursor
      if (!start) return null
      return cursorBefore({ list: client.workload.list.query, filter, order, start, pageSize: PAGE_SIZE })
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
