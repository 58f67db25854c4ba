'use client'
import { lazy, Suspense, useEffect } from 'react'
import { useToastsWanted, wantToasts } from '#/lib/toasts.ts'

const Toasts = lazy(() => import('./sonner.tsx').then(({ Toasts }) => ({ default: Toasts })))
const FIRST_ACTS = ['pointerdown', 'keydown'] as const

export function Toaster() {
  const wanted = useToastsWanted()
  useEffect(() => {
    for (const act of FIRST_ACTS) window.addEventListener(act, wantToasts, { once: true, passive: true })
    return () => {
      for (const act of FIRST_ACTS) window.removeEventListener(act, wantToasts)
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
