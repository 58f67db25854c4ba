'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { CommandRow, PaletteGroup, WorkloadRow } from './palette-rows.tsx'
import { matchCommands, useCommands } from './use-commands.ts'
import { useFound, useRecent } from './use-found.ts'

/** Goes anywhere, does what a page does not need to show, finds workloads. */
export function Palette({ onClose }: { onClose(): void }) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const query = typed.trim()
  const { page, error, searching, isId } = useFound(query)
  const recent = useRecent()
  const commands = matchCommands(useCommands(), query)
  /** Closed first: what runs may open something of its own. */
  const leave = (act: () => void) => () => {
    onClose()
    act()
  }
  const open = (id: string) => leave(() => router.push(`/workloads/${id}`))
  const toggle = (event: KeyboardEvent) => {
    if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    onClose()
  }
  const workloads = query ? (page?.items ?? []) : recent
  const found = (
    <PaletteGroup heading={query ? 'Workloads' : 'Opened lately'} when={workloads.length > 0}>
      {workloads.map((workload) => (
        <WorkloadRow key={workload.id} workload={workload} onSelect={open(workload.id)} />
      ))}
    </PaletteGroup>
  )
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
          <Command label="Search" shouldFilter={false} loop vimBindings={false}>
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                autoFocus
                value={typed}
                onValueChange={setTyped}
                placeholder="A page, an action, a workload’s name or id"
                className="h-12 w-full bg-transparent text-title outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto overscroll-contain p-1.5">
              {!query && found}
              {(['Go to', 'Do'] as const).map((group) => {
                const own = commands.filter((command) => command.group === group)
                return (
                  <PaletteGroup key={group} heading={group} when={own.length > 0}>
                    {own.map((command) => (
                      <CommandRow key={command.name} command={command} onSelect={leave(command.run)} />
                    ))}
                  </PaletteGroup>
                )
              })}
              {query && found}
              {query && !isId && (
                <PaletteGroup heading="Search" when>
                  <CommandRow
                    command={{ name: `All workloads with “${query}” in name or error` }}
                    onSelect={leave(() => router.push(`/workloads?text=${encodeURIComponent(query)}`))}
                  />
                </PaletteGroup>
              )}
              <p role="status" className="px-2.5 py-2 text-fact text-mute empty:hidden">
                {statusOf(query, searching, error, page?.items.length ?? 0, isId)}
              </p>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function statusOf(
  query: string,
  searching: boolean,
  error: { message: string } | null,
  found: number,
  isId: boolean,
): string | null {
  if (query.length < 2) return null
  if (searching) return 'Searching workloads…'
  if (error) return `Workloads could not be searched: ${error.message}`
  if (found > 0) return null
  return isId
    ? 'No workload’s id is, or begins with, this.'
    : 'No recent workload has this in its name or error.'
}
