'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useCallback, useRef, useState } from 'react'

type Chosen = ReadonlyMap<string, WorkloadSummary>

export interface Selection {
  chosen: Chosen
  /** `range`: all from the one that was toggled before to this one. */
  toggle(id: string, range: boolean): void
  toggleAll(): void
  clear(): void
}

/** What is selected, over pages, until it is cleared. */
export function useSelection(rows: readonly WorkloadSummary[]): Selection {
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const before = useRef<string | null>(null)
  const latest = useRef(rows)
  latest.current = rows

  const toggle = useCallback((id: string, range: boolean) => {
    const from = range ? latest.current.findIndex((row) => row.id === before.current) : -1
    const to = latest.current.findIndex((row) => row.id === id)
    const start = from < 0 ? to : Math.min(from, to)
    const touched = latest.current.slice(start, Math.max(from, to) + 1)
    before.current = id
    setChosen((present) => withRows(present, touched, range && from >= 0 ? true : !present.has(id)))
  }, [])
  const toggleAll = useCallback(
    () =>
      setChosen((present) =>
        withRows(present, latest.current, !latest.current.every(({ id }) => present.has(id))),
      ),
    [],
  )
  const clear = useCallback(() => setChosen(new Map()), [])
  return { chosen, toggle, toggleAll, clear }
}

function withRows(chosen: Chosen, rows: readonly WorkloadSummary[], on: boolean): Chosen {
  const next = new Map(chosen)
  for (const row of rows) {
    if (on) next.set(row.id, row)
    else next.delete(row.id)
  }
  return next
}
