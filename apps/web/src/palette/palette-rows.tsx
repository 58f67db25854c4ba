'use client'
import type { WorkloadSummary } from '@isola/domain'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Status } from '#/components/status.tsx'
import { KeyCaps } from '#/keys/key-caps.tsx'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { idOf, type PaletteItem } from './palette-list.ts'

interface GroupProps {
  heading: string
  children: ReactNode
}

export const PaletteGroup = ({ heading, children }: GroupProps) => (
  <Command.Group
    heading={heading}
    className="pb-1 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1.5 [&>[cmdk-group-heading]]:text-fact [&>[cmdk-group-heading]]:text-mute"
  >
    {children}
  </Command.Group>
)

interface RowProps {
  item: PaletteItem
  onSelect(): void
}

export const PaletteRow = ({ item, onSelect }: RowProps) => (
  <Command.Item
    value={idOf(item)}
    onSelect={onSelect}
    className="flex min-h-[33px] cursor-default items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-hover"
  >
    {'workload' in item ? (
      <WorkloadFacts {...item.workload} />
    ) : (
      <>
        <span className="min-w-0 flex-1 truncate">{item.command.name}</span>
        {item.command.key && <KeyCaps spelling={item.command.key} />}
      </>
    )}
  </Command.Item>
)

const WorkloadFacts = ({ id, name, status, cause, createdAt }: WorkloadSummary) => (
  <>
    <Status status={status} cause={cause} className="w-[130px] shrink-0 overflow-hidden" />
    <span className="min-w-0 flex-1 truncate">
      {name === null ? <span className="text-mute">unnamed</span> : <bdi>{name}</bdi>}
    </span>
    <span className="font-mono text-[11.5px] text-mute max-sm:hidden">{idTail(id)}</span>
    <RelativeTime at={createdAt} className="w-16 text-right text-mute max-sm:hidden" />
  </>
)
