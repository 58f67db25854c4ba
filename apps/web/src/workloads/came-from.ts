'use client'
import type { WorkloadFilter } from '@isola/domain'
import { useSyncExternalStore } from 'react'

/** The list that a workload was opened from: where Back leads, and what previous and next go through. */
export interface CameFrom {
  filter: WorkloadFilter
  order: 'newest' | 'oldest'
  /** With its search parameters. */
  href: string
}

const KEY = 'isola.list'
const ALL: CameFrom = { filter: {}, order: 'newest', href: '/workloads' }

/** Per tab, so that two tabs can go through two lists. To be called by a list when it is shown or filtered anew. */
export function rememberList(cameFrom: CameFrom): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(cameFrom))
  } catch {
    // Storage can be switched off: previous and next then go through all workloads.
  }
}

const read = (): string | null => {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

const never = () => () => undefined

/** Null while the server renders. */
export function useCameFrom(): CameFrom | null {
  const stored = useSyncExternalStore(
    never,
    () => read() ?? '',
    () => null,
  )
  if (stored === null) return null
  try {
    return stored === '' ? ALL : (JSON.parse(stored) as CameFrom)
  } catch {
    return ALL
  }
}
