'use client'
import { useSyncExternalStore } from 'react'
import { DENSITY_COOKIE, type Density, toDensity } from './density.ts'
import { remember } from './remember.ts'

const listeners = new Set<() => void>()

/** The attribute is the state: the server sets it from the cookie, and the style sheet reads it. */
const read = () => toDensity(document.documentElement.dataset.density)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function setDensity(density: Density): void {
  document.documentElement.dataset.density = density
  remember(DENSITY_COOKIE, density)
  for (const listener of listeners) listener()
}

/** @param initial what the server rendered */
export const useDensity = (initial: Density): Density => useSyncExternalStore(subscribe, read, () => initial)
