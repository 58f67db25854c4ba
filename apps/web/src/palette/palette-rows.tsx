'use client'
import type { WorkloadSummary } from '@isola/domain'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Status } from '#/components/status.tsx'
import { KeyCaps } from '#/keys/key-caps.tsx'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'

const ITEM =
  'flex min-h-[33px] cursor-default items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-hover'

interface GroupProps {
  heading: string
  when: boolean
  children: ReactNode
}

export const PaletteGroup = ({ heading, when, children }: GroupProps) =>
  when && (
    <Command.Group
      heading={heading}
      className="pb-1 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1.5 [&>[cmdk-group-heading]]:text-fact [&>[cmdk-group-heading]]:text-mute"
    >
      {children}
    </Command.Group>
  )

interface CommandRowProps {
  command: { name: string; key?: string }
  onSelect(): void
}

export const CommandRow = ({ command: { name, key }, onSelect }: CommandRowProps) => (
  <Command.Item value={name} onSelect={onSelect} className={ITEM}>
    <span className="min-w-0 flex-1 truncate">{name}</span>
    {key && <KeyCaps spelling={key} />}
  </Command.Item>
)

interface WorkloadRowProps {
  workload: WorkloadSummary
  onSelect(): void
}

export const WorkloadRow = ({
  workload: { id, name, status, cause, createdAt },
  onSelect,
}: WorkloadRowProps) => (
  <Command.Item value={id} onSelect={onSelect} className={ITEM}>
    <Status status={status} cause={cause} className="w-[130px] shrink-0 overflow-hidden" />
    <span className="min-w-0 flex-1 truncate">
      {name === null ? <span className="text-mute">no name</span> : <bdi>{name}</bdi>}
    </span>
    <span className="font-mono text-[11.5px] text-mute max-sm:hidden">{idTail(id)}</span>
    <RelativeTime at={createdAt} className="w-16 text-right text-mute max-sm:hidden" />
  </Command.Item>
)
