'use client'
import { useState } from 'react'
import { useChanges } from '#/live/live-provider.tsx'

const NONE: ReadonlySet<string> = new Set()

/** Workloads that were deleted while the page was open: their rows say so. */
export function useDeleted(): ReadonlySet<string> {
  const [deleted, setDeleted] = useState(NONE)
  useChanges(({ event, workload }) => {
    if (!workload) setDeleted((present) => new Set([...present, event.workloadId]))
  })
  return deleted
}
