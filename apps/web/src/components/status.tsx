import type { Cause, WorkloadStatus } from '@isola/domain'
import type { ReactNode } from 'react'
import { cn } from '#/lib/cn.ts'

/** Colour, icon and word: none of them alone says what the others do not. */
export const STATUS_TEXT: Record<WorkloadStatus, string> = {
  pending: 'text-pending',
  running: 'text-running',
  completed: 'text-completed',
  failed: 'text-failed',
  killed: 'text-killed',
}

/** The same colours for what is filled: bars, dots. */
export const STATUS_FILL: Record<WorkloadStatus, string> = {
  pending: 'bg-pending',
  running: 'bg-running',
  completed: 'bg-completed',
  failed: 'bg-failed',
  killed: 'bg-killed',
}

export const statusName = (status: WorkloadStatus): string => status.charAt(0).toUpperCase() + status.slice(1)

export function Status({
  status,
  cause,
  className,
}: {
  status: WorkloadStatus
  cause?: Cause | null
  className?: string
}) {
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap text-[12px]', className)}>
      <span className={cn('inline-flex shrink-0 items-center gap-1.5 font-medium', STATUS_TEXT[status])}>
        <StatusIcon status={status} />
        {statusName(status)}
      </span>
      {cause && <span className="truncate text-mute">· {cause}</span>}
    </span>
  )
}

export const StatusIcon = ({ status }: { status: WorkloadStatus }) => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden
    className={cn('size-[13px] shrink-0', STATUS_TEXT[status])}
    fill="none"
    stroke="currentColor"
  >
    {ICONS[status]}
  </svg>
)

const disc = <circle cx="8" cy="8" r="7" fill="currentColor" fillOpacity=".16" stroke="none" />

const ICONS: Record<WorkloadStatus, ReactNode> = {
  pending: (
    <>
      <circle cx="8" cy="8" r="6" strokeWidth="1.6" />
      <path d="M8 4.6V8l2.3 1.4" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6" strokeOpacity=".25" strokeWidth="2" />
      <path
        d="M8 2a6 6 0 0 1 6 6"
        strokeWidth="2"
        strokeLinecap="round"
        className="origin-center animate-spin"
      />
    </>
  ),
  completed: (
    <>
      {disc}
      <path d="M5 8.3l2.1 2.1L11.2 6" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  failed: (
    <>
      {disc}
      <path d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  killed: (
    <>
      <circle cx="8" cy="8" r="6" strokeWidth="1.6" />
      <path d="M4 12l8-8" strokeWidth="1.6" />
    </>
  ),
}
