'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False while the server renders and while the browser takes that over. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
