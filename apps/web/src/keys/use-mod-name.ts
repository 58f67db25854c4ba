'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** ⌘ or Ctrl; what the mockups show while the server renders. */
export const useModName = (): string =>
  useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl '),
    () => '⌘',
  )
