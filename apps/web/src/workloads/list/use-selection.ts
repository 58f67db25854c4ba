'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useCallback, useRef, useState } from 'react'

type Chosen = ReadonlyMap<string, WorkloadSummary>

export interface Selection {
  chosen: Chosen
  /** Whatever matches the filter, on all pages, is selected. */
  everything: boolean
  /** `range`: all from the one that was toggled before to this one. */
  toggle(id: string, range: boolean): void
  toggleAll(): void
  selectEverything(): void
  clear(): void
}

const NONE: Chosen = new Map()

/**
 * What is selected, over pages, until it is cleared.
 * @param question what is asked for: everything that matches another filter is something else, and not selected
 */
export function useSelection(rows: readonly WorkloadSummary[], question: string): Selection {
  const [chosen, setChosen] = useState(NONE)
  const [allOf, setAllOf] = useState<string | null>(null)
  const everything = allOf === question
  const before = useRef<string | null>(null)
  const latest = useRef({ rows, everything })
  latest.current = { rows, everything }

  const toggle = useCallback((id: string, range: boolean) => {
    const { rows, everything } = latest.current
    const from = range ? rows.findIndex((row) => row.id === before.current) : -1
    const to = rows.findIndex((row) => row.id === id)
    const start = from < 0 ? to : Math.min(from, to)
    const touched = rows.slice(start, Math.max(from, to) + 1)
    before.current = id
    setAllOf(null)
    setChosen((present) =>
      // All but this one cannot be asked for: what stays is the page without it.
      everything
        ? withRows(withRows(NONE, rows, true), touched, false)
        : withRows(present, touched, range && from >= 0 ? true : !present.has(id)),
    )
  }, [])
  const toggleAll = useCallback(() => {
    const { rows, everything } = latest.current
    setAllOf(null)
    setChosen((present) =>
      everything ? NONE : withRows(present, rows, !rows.every(({ id }) => present.has(id))),
    )
  }, [])
  const clear = useCallback(() => {
    setAllOf(null)
    setChosen(NONE)
  }, [])
  return { chosen, everything, toggle, toggleAll, selectEverything: () => setAllOf(question), clear }
}

function withRows(chosen: Chosen, rows: readonly WorkloadSummary[], on: boolean): Chosen {
  const next = new Map(chosen)
  for (const row of rows) {
    if (on) next.set(row.id, row)
    else next.delete(row.id)
  }
  return next
}
