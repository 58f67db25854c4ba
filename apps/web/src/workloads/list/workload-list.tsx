'use client'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { serializeWorkloadsParams } from '#/app/(app)/workloads/search-params.ts'
import { useAfterPaint } from '#/lib/use-after-paint.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { rememberList } from '../came-from.ts'
import { ColumnsButton } from './columns-button.tsx'
import { ExportButton } from './export-button.tsx'
import { ListBody } from './list-body.tsx'
import { QueryBar } from './query-bar.tsx'
import { StatusTabs } from './status-tabs.tsx'
import { Strip } from './strip.tsx'
import { useNewView, ViewProvider } from './use-view.ts'

/** @param at the whole minute in which the server rendered the page: what it asked then is not asked again */
export function WorkloadList({ at }: { at: number }) {
  const view = useNewView(at)
  // What was pressed answers in the next frame; fifty rows of another list take longer than one.
  const shown = useAfterPaint(view)
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const list = useQuery(
    trpc.workload.list.queryOptions(shown.input, {
      placeholderData: keepPreviousData,
      // It is live: asked for anew behind one's back, rows would move under the cursor.
      refetchOnWindowFocus: false,
    }),
  )
  const { params, input } = view
  useEffect(() => {
    const { filter, order } = input
    rememberList({ filter, order, href: serializeWorkloadsParams('/workloads', params) })
  }, [params, input])
  const refresh = () => {
    view.toNow()
    void queryClient.invalidateQueries(trpc.workload.list.pathFilter())
    window.scrollTo({ top: 0 })
  }
  return (
    <ViewProvider value={view}>
      <div className="flex items-center justify-between gap-3">
        <StatusTabs />
        <div className="flex shrink-0 gap-1.5">
          <ColumnsButton />
          <ExportButton />
        </div>
      </div>
      <QueryBar />
      <Strip />
      <ViewProvider value={shown}>
        <ListBody list={list} onRefresh={refresh} />
      </ViewProvider>
    </ViewProvider>
  )
}
