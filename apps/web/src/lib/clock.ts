'use client'
import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000
let now = 0
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function read(): number {
  if (now === 0) now = Date.now()
  return now
}

/** Now, to the second; one timer for the whole page. Null while the server renders: it is not the browser's now. */
export const useNow = (): number | null => useSyncExternalStore(subscribe, read, () => null)
