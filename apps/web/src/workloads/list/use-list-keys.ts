'use client'
import { useEffect, useRef } from 'react'

export interface ListKeys {
  move(step: 1 | -1): void
  select(range: boolean): void
  open(): void
  retry(): void
  changeStatus(): void
  clear(): void
}

/** Keys of the list, wherever the focus is, but where one writes and while a dialog or menu is open. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target))
        return
      const act = actOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actOf({ key, target, shiftKey }: KeyboardEvent, keys: ListKeys): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 'j':
      return () => keys.move(1)
    case 'k':
      return () => keys.move(-1)
    case 'x':
      return () => keys.select(shiftKey)
    case 'r':
      return keys.retry
    case 's':
      return keys.changeStatus
    case 'escape':
      return keys.clear
    case '/':
      return () => document.querySelector<HTMLElement>('[data-search]')?.focus()
    case 'enter':
      // A link or a button that has the focus knows what to do.
      return target === document.body || target === document.getElementById('main') ? keys.open : undefined
    default:
      return undefined
  }
}

const isTaken = (target: EventTarget | null): boolean =>
  (target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true]') !== null) ||
  document.querySelector('[role=dialog], [role=menu]') !== null
