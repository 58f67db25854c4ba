'use client'
import { lazy, Suspense } from 'react'
import { useGlobalKeys } from '#/keys/use-global-keys.ts'
import { showOverlay, useOverlay } from '#/lib/overlay.ts'
import { useVisits } from '#/palette/use-visits.ts'

export const loadPalette = () => import('#/palette/palette.tsx').then(({ Palette }) => ({ default: Palette }))
const Palette = lazy(loadPalette)
const KeySheet = lazy(() => import('#/keys/key-sheet.tsx').then((module) => ({ default: module.KeySheet })))

/** The palette and the sheet of keys: loaded when they are first wanted. */
export function Overlays() {
  const overlay = useOverlay()
  const close = () => showOverlay(null)
  useGlobalKeys()
  useVisits()
  return (
    <Suspense>
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'keys' && <KeySheet onClose={close} />}
    </Suspense>
  )
}
