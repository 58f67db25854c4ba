import type { WorkloadSummary } from '@isola/domain'
import type { ReactNode } from 'react'
import { CopyButton } from '#/components/copy-id.tsx'
import { Status } from '#/components/status.tsx'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import type { ColumnKey } from './column-keys.ts'
import { Duration } from './duration.tsx'

export interface Column {
  name: string
  /** Of its width, and of whether a phone shows it. */
  col: string
  /** Of the header and of every cell. */
  cell?: string
  render(workload: WorkloadSummary, scaleMs: number): ReactNode
}

const quiet = (value: ReactNode) => <span className="text-mute">{value}</span>

export const COLUMNS: Record<ColumnKey, Column> = {
  status: {
    name: 'Status',
    col: 'w-[112px] sm:w-[152px]',
    render: ({ status, cause, killRequestedAt }) => (
      <span className="flex items-center gap-1.5 overflow-hidden">
        <Status status={status} cause={cause} />
        {status === 'running' && killRequestedAt && <span className="text-[12px] text-mute">· stopping</span>}
      </span>
    ),
  },
  // The link is the row's own: it lies over all of it.
  name: { name: 'Name', col: '', render: () => null },
  id: {
    name: 'Id',
    col: 'w-[94px]',
    cell: 'max-sm:hidden',
    render: ({ id }) => (
      <span className="flex items-center gap-1 font-mono text-[11.5px] text-mute" title={id}>
        {idTail(id)}
        <CopyButton
          text={id}
          what={`id ${id}`}
          className="relative z-10 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 group-data-active:opacity-100"
        />
      </span>
    ),
  },
  runtime: {
    name: 'Runtime',
    col: 'w-[74px]',
    cell: 'max-md:hidden',
    render: ({ runtime }) => quiet(runtime),
  },
  isolation: {
    name: 'Isolation',
    col: 'w-[142px]',
    cell: 'max-md:hidden',
    render: ({ isolation, requestedIsolation }) => (
      <span className="text-mute">
        {isolation}
        {requestedIsolation !== isolation && <span className="text-faint"> asked {requestedIsolation}</span>}
      </span>
    ),
  },
  node: {
    name: 'Node',
    col: 'w-[110px]',
    cell: 'max-md:hidden',
    render: ({ nodeId }) => quiet(nodeId ?? '—'),
  },
  duration: {
    name: 'Duration',
    col: 'w-[156px]',
    cell: 'max-sm:hidden text-right',
    render: (workload, scaleMs) => <Duration workload={workload} scaleMs={scaleMs} />,
  },
  exitCode: {
    name: 'Exit',
    col: 'w-[52px]',
    cell: 'max-md:hidden text-right',
    render: ({ exitCode }) => quiet(exitCode ?? '—'),
  },
  error: {
    name: 'Error',
    col: '',
    cell: 'max-lg:hidden',
    render: ({ errorLine, status }) =>
      errorLine && (
        <span
          title={errorLine}
          className={status === 'failed' ? 'text-[12px] text-failed' : 'text-[12px] text-mute'}
        >
          {errorLine}
        </span>
      ),
  },
  labels: {
    name: 'Labels',
    col: '',
    cell: 'max-lg:hidden',
    render: ({ labels }) =>
      quiet(
        Object.entries(labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(' '),
      ),
  },
  createdBy: {
    name: 'Created by',
    col: 'w-[120px]',
    cell: 'max-md:hidden',
    render: ({ createdBy }) => (
      <span className="text-mute" title={`${createdBy.kind} ${createdBy.id}`}>
        {createdBy.name}
      </span>
    ),
  },
  finished: {
    name: 'Finished',
    col: 'w-[80px]',
    cell: 'max-md:hidden text-right',
    render: ({ finishedAt }) =>
      finishedAt ? <RelativeTime at={finishedAt} className="text-mute" /> : quiet('—'),
  },
  created: {
    name: 'Created',
    col: 'w-[72px] sm:w-[84px]',
    cell: 'text-right',
    render: ({ createdAt }) => <RelativeTime at={createdAt} className="text-mute" />,
  },
}
