'use client'
import { STATUSES, type WorkloadStatus } from '@isola/domain'
import type { MouseEvent, ReactNode } from 'react'
import { STATUS_TEXT, StatusIcon, statusName } from '#/components/status.tsx'
import { cn } from '#/lib/cn.ts'
import { formatCount } from '#/lib/format-count.ts'
import { toggled } from './toggled.ts'
import { useCounts } from './use-counts.ts'
import { useView } from './use-view.ts'

export function StatusTabs() {
  const { params, input, setFilter } = useView()
  const counts = useCounts(input.filter)
  const { status: chosen } = input.filter
  const choose = (event: MouseEvent, status: WorkloadStatus) => {
    const several = event.metaKey || event.ctrlKey || event.shiftKey
    setFilter({ status: several ? toggled(STATUSES, params.status, status) : [status] })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row that scrolls sideways
    <div
      role="group"
      aria-label="Status"
      className="-mx-1 flex min-w-0 gap-1 overflow-x-auto px-1 py-0.5 [scrollbar-width:none]"
    >
      <Tab on={!chosen} count={counts?.total} onClick={() => setFilter({ status: null })}>
        All
      </Tab>
      {STATUSES.map((status) => (
        <Tab
          key={status}
          on={chosen?.includes(status) ?? false}
          count={counts?.byStatus[status]}
          onClick={(event) => choose(event, status)}
        >
          <span className={cn('flex items-center gap-1.5 font-medium text-[12px]', STATUS_TEXT[status])}>
            <StatusIcon status={status} /> {statusName(status)}
          </span>
        </Tab>
      ))}
    </div>
  )
}

interface TabProps {
  on: boolean
  count: number | undefined
  onClick(event: MouseEvent): void
  children: ReactNode
}

const Tab = ({ on, count, onClick, children }: TabProps) => (
  <button
    type="button"
    aria-pressed={on}
    onClick={onClick}
    title="Counts are of everything, or of the chosen isolation and runtime. Shift chooses several."
    className={cn(
      'flex h-[30px] shrink-0 items-center gap-[7px] rounded-md px-2.5 text-mute hover:text-text',
      on && 'bg-hover font-medium text-text',
    )}
  >
    {children}
    <span className="font-normal text-mute">{count === undefined ? '' : formatCount(count)}</span>
  </button>
)
