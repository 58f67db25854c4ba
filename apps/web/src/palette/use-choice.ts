'use client'
import { type KeyboardEvent, useRef, useState } from 'react'

const MOVES: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End'])

/**
 * What Enter would do: the first there is, until one moves. What is found comes later than what was typed, and cmdk alone
 * would stay with what was first before that.
 */
export function useChoice(values: readonly string[]) {
  const moved = useRef(false)
  const [chosen, setChosen] = useState('')
  return {
    value: values.includes(chosen) ? chosen : (values[0] ?? ''),
    onValueChange(next: string) {
      if (moved.current) setChosen(next)
    },
    onKeyDown({ key }: KeyboardEvent) {
      if (MOVES.has(key)) moved.current = true
    },
    onPointerMoveCapture() {
      moved.current = true
    },
    /** Something else was typed. */
    begin() {
      moved.current = false
      setChosen('')
    },
  }
}
