'use client'
import { useSyncExternalStore } from 'react'

/*
 * Sonner is 9 KB that no page needs to be read: it comes with the first act of a person, or with the first thing that is
 * said without one.
 */
let wanted = false
const listeners = new Set<() => void>()
const { promise: shown, resolve: ready } = Promise.withResolvers<void>()

export function wantToasts(): void {
  wanted = true
  for (const listener of listeners) listener()
}

/** To be called by what shows them, once it does: what is said before would be lost. */
export const toastsAreShown = (): void => ready()

/** For modules that are on every page; those that load later import sonner's `toast` itself. */
export async function sayWith(say: (toast: typeof import('sonner').toast) => void): Promise<void> {
  wantToasts()
  const [{ toast }] = await Promise.all([import('sonner'), shown])
  say(toast)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToastsWanted = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => wanted,
    () => false,
  )
