'use client'
import { Search as Icon } from 'lucide-react'
import { Kbd } from '#/components/ui/kbd.tsx'

/** Opens the palette, which is loaded when it is first wanted. */
export function Search() {
  return (
    <button
      type="button"
      data-palette
      aria-label="Search or paste an id"
      className="flex h-[30px] items-center justify-between gap-2 rounded-md border border-line bg-raise px-2.5 text-faint hover:border-line-strong lg:w-[260px]"
    >
      <span className="hidden truncate lg:inline">Search or paste an id</span>
      <Icon className="size-3.5 lg:hidden" />
      <span className="hidden lg:inline">
        <Kbd>⌘K</Kbd>
      </span>
    </button>
  )
}
