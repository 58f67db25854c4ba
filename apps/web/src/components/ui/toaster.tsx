'use client'
import { lazy, Suspense, useEffect, useState } from 'react'

const Toasts = lazy(() => import('./sonner.tsx').then(({ Toasts }) => ({ default: Toasts })))
const FIRST_ACTS = ['pointerdown', 'keydown'] as const

/** Nothing is said before somebody does something: the 9 KB that say it come then. */
export function Toaster() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const want = () => setWanted(true)
    for (const act of FIRST_ACTS) window.addEventListener(act, want, { once: true, passive: true })
    return () => {
      for (const act of FIRST_ACTS) window.removeEventListener(act, want)
    }
  }, [])
  return (
    wanted && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  )
}
