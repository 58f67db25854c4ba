'use client'
import { useEffect } from 'react'
import { sayWith } from '#/lib/toasts.ts'
import { isTaken, type Key, strokeOf } from './key.ts'
import { findKey, isBeginning } from './registry.ts'

/** How long the second key of two is waited for. */
const SECOND_KEY_MS = 1_000
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta'])

/** The one listener: everything that was registered is run from here. */
export function useKeyListener(): void {
  useEffect(() => {
    let begun = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = (stroke: string) => {
      begun = stroke
      timer = setTimeout(() => {
        begun = ''
      }, SECOND_KEY_MS)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return
      const stroke = strokeOf(event)
      const first = begun
      clearTimeout(timer)
      begun = ''
      if (isTaken(event, stroke)) return
      const key = findKey(`${first} ${stroke}`) ?? findKey(stroke)
      if (key) press(key, event)
      else if (isBeginning(stroke)) begin(stroke)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      clearTimeout(timer)
    }
  }, [])
}

function press(key: Key, event: KeyboardEvent): void {
  event.preventDefault()
  const { unavailable } = key
  if (unavailable) void sayWith((toast) => toast.info(unavailable))
  else key.run(event)
}
