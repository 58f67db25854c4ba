'use client'
import { matchesFilter, type WorkloadPage } from '@isola/domain'
import { useEffect, useState } from 'react'
import { useChanges } from '#/live/live-provider.tsx'
import type { View } from './use-view.ts'

/** At most so often: a thousand changes a second are no thousand renders. */
const EVERY_MS = 300

/** How many workloads have come to belong to the page in sight since it was asked for. */
export function useNewcomers({ input }: View, page: WorkloadPage | undefined): number {
  const [count, setCount] = useState(0)
  const [ids] = useState(() => new Set<string>())
  const first = !input.cursor
  useChanges(({ workload }) => {
    if (!workload || !page || !first) return
    const isNew = matchesFilter(input.filter, workload) && belongs(page, input.order, workload.id)
    if (isNew) ids.add(workload.id)
    else ids.delete(workload.id)
  })
  useEffect(() => {
    ids.clear()
    setCount(0)
  }, [ids, input])
  // Asked for anew, the page holds them; patched in place, it does not.
  useEffect(() => {
    for (const id of page ? ids : []) if (page && !belongs(page, input.order, id)) ids.delete(id)
    setCount(ids.size)
  }, [ids, page, input.order])
  useEffect(() => {
    const timer = setInterval(() => setCount(ids.size), EVERY_MS)
    return () => clearInterval(timer)
  }, [ids])
  return count
}

/** Further back than the page reaches is another page's. */
function belongs({ items, nextCursor }: WorkloadPage, order: 'newest' | 'oldest', id: string): boolean {
  if (items.some((item) => item.id === id)) return false
  const last = items.at(-1)
  if (nextCursor === null || !last) return true
  return order === 'newest' ? id > last.id : id < last.id
}
