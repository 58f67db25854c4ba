'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False while the page is as the server rendered it: for what only the browser knows. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
