'use client'
import { Search as Icon } from 'lucide-react'
import { Kbd } from '#/components/ui/kbd.tsx'
import { useModName } from '#/keys/use-mod-name.ts'
import { showOverlay, useOverlay } from '#/lib/overlay.ts'
import { loadPalette } from './overlays.tsx'

/** Opens the palette, which is loaded when it is first wanted. */
export function Search() {
  const mod = useModName()
  const open = useOverlay() === 'palette'
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-keyshortcuts="Control+K Meta+K"
      onPointerEnter={() => void loadPalette()}
      onFocus={() => void loadPalette()}
      onClick={() => showOverlay('palette')}
      className="flex h-[30px] items-center justify-between gap-2 rounded-md border border-line bg-raise px-2.5 text-faint hover:border-line-strong lg:w-[260px]"
    >
      <span className="sr-only lg:not-sr-only lg:truncate">Search or paste an id</span>
      <Icon aria-hidden className="size-3.5 lg:hidden" />
      <span aria-hidden className="hidden lg:inline">
        <Kbd>{`${mod}K`}</Kbd>
      </span>
    </button>
  )
}
