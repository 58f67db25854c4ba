'use client'
import { useTheme } from 'next-themes'
import { type CSSProperties, useEffect } from 'react'
import { Toaster as Sonner } from 'sonner'
import { toastsAreShown } from '#/lib/toasts.ts'

const LOOK = {
  fontFamily: 'inherit',
  '--normal-bg': 'var(--raise)',
  '--normal-border': 'var(--line-strong)',
  '--normal-text': 'var(--text)',
} as CSSProperties

export function Toasts() {
  const { resolvedTheme } = useTheme()
  useEffect(toastsAreShown, [])
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      // Above the bars at the bottom of pages.
      offset={{ bottom: 60, right: 20 }}
      mobileOffset={{ bottom: 60 }}
      style={LOOK}
    />
  )
}
