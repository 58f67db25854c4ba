'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { matchCommands } from './match-commands.ts'
import { idOf, type PaletteItem, paletteGroups } from './palette-list.ts'
import { PaletteGroup, PaletteRow } from './palette-rows.tsx'
import { useChoice } from './use-choice.ts'
import { useCommands } from './use-commands.ts'
import { useFound, useRecent } from './use-found.ts'

/** Goes anywhere, does what a page does not need to show, finds workloads. */
export function Palette({ onClose }: { onClose(): void }) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const query = typed.trim()
  const found = useFound(query)
  const recent = useRecent()
  const listHref = `/workloads?text=${encodeURIComponent(query)}`
  const groups = paletteGroups({
    query,
    workloads: query ? (found.page?.items ?? []) : recent,
    commands: matchCommands(useCommands(), query),
    searchAll:
      query && !found.isId
        ? { name: `All workloads with “${query}” in name or error`, run: () => router.push(listHref) }
        : null,
  })
  const { begin, ...choice } = useChoice(groups.flatMap(({ items }) => items.map(idOf)))
  /** Closed first: what runs may open something of its own. */
  const choose = (item: PaletteItem) => {
    onClose()
    if ('workload' in item) router.push(`/workloads/${item.workload.id}`)
    else item.command.run()
  }
  const toggle = (event: KeyboardEvent) => {
    if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    onClose()
  }
  return (
    <Dialog.Root open onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={toggle}
          className="-translate-x-1/2 fixed top-[min(14vh,120px)] left-1/2 z-50 w-[min(600px,calc(100vw-1.5rem))] overflow-hidden rounded-xl border border-line bg-raise shadow-2xl"
        >
          <Dialog.Title className="sr-only">Search, go anywhere, do something</Dialog.Title>
          <Command label="Search" shouldFilter={false} loop vimBindings={false} {...choice}>
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                autoFocus
                value={typed}
                onValueChange={(next) => {
                  setTyped(next)
                  begin()
                }}
                placeholder="A page, an action, a workload’s name or id"
                className="h-12 w-full bg-transparent text-title outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto overscroll-contain p-1.5 empty:hidden">
              {groups.map(({ heading, items }) => (
                <PaletteGroup key={heading} heading={heading}>
                  {items.map((item) => (
                    <PaletteRow key={idOf(item)} item={item} onSelect={() => choose(item)} />
                  ))}
                </PaletteGroup>
              ))}
            </Command.List>
            <p role="status" className="border-line border-t px-4 py-2 text-fact text-mute empty:hidden">
              {statusOf(query, found)}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function statusOf(
  query: string,
  { searching, error, page, isId }: ReturnType<typeof useFound>,
): string | null {
  if (searching) return 'Searching workloads…'
  if (error) return `Workloads could not be searched: ${error.message}`
  if (query === '' || !page || page.items.length > 0) return null
  if (isId) return 'No workload’s id is, or begins with, this.'
  return page.searchedTo
    ? 'None of the latest 20,000 workloads has this in its name or error.'
    : 'No workload has this in its name or error.'
}
