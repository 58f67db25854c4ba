'use client'
import { useEffect, useMemo, useRef } from 'react'
import { type Key, spellings } from './key.ts'
import { addGroup } from './registry.ts'

/**
 * Keys that work while the component is there, and stand in the sheet under `title`. They may be other objects at every
 * render: they are registered anew when a key, its name or its availability changes.
 */
export function useKeys(keys: readonly Key[], title = 'On this page'): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  const shape = JSON.stringify(keys.map((key) => [spellings(key), key.name, key.unavailable ?? null]))
  const group = useMemo(() => {
    const shapes = JSON.parse(shape) as [string[], string, string | null][]
    return {
      title,
      keys: shapes.map(
        ([key, name, unavailable], index): Key => ({
          key,
          name,
          unavailable: unavailable ?? undefined,
          run: (event) => latest.current[index]?.run(event),
        }),
      ),
    }
  }, [shape, title])
  useEffect(() => addGroup(group), [group])
}
