'use client'
import { useEffect, useState } from 'react'

/**
 * A value one frame later: what depends on it does not hold up the frame that answers a click. Not `useDeferredValue`,
 * which waits for whatever else is in transition, such as a page that the router still restores.
 */
export function useAfterPaint<Value extends object>(value: Value): Value {
  const [painted, setPainted] = useState(value)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setPainted(value))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [value])
  return painted
}
