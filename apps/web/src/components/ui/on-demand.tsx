'use client'
import { Slot } from 'radix-ui'
import { type ReactElement, type ReactNode, Suspense, useState } from 'react'

interface OnDemandProps {
  /** A button. */
  trigger: ReactElement
  popup: 'menu' | 'dialog'
  preload(): unknown
  /** A lazy component: it takes the button over as its own trigger, and begins open. */
  children: ReactNode
}

/**
 * A button whose menu is loaded when it is wanted, and begun when a pointer or the focus comes near: menus and what
 * places them are 35 KB that no page needs to be read.
 */
export function OnDemand({ trigger, popup, preload, children }: OnDemandProps) {
  const [wanted, setWanted] = useState(false)
  if (wanted) return <Suspense fallback={trigger}>{children}</Suspense>
  return (
    <Slot.Root
      aria-haspopup={popup}
      aria-expanded={false}
      onPointerEnter={() => void preload()}
      onFocus={() => void preload()}
      onClick={() => setWanted(true)}
    >
      {trigger}
    </Slot.Root>
  )
}
