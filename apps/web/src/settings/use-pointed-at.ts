'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** The row that a link points at, by `?of=<id>`: it is scrolled to, and marked. */
export function usePointedAt(id: string) {
  const row = useRef<HTMLTableRowElement>(null)
  const marked = useSearchParams().get('of') === id
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'center' })
  }, [marked])
  return { ref: row, className: marked ? 'bg-hover shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-hover' }
}
