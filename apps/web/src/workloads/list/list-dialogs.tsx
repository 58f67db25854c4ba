'use client'
import type { ParsedWorkloadFilter, WorkloadSummary } from '@isola/domain'
import { lazy, Suspense } from 'react'
import type { BulkAct } from './bulk-acts.ts'

export type OpenDialog =
  | { act: BulkAct; ids: string[] }
  | { act: BulkAct; filter: ParsedWorkloadFilter }
  | { act: 'status'; id: string }

const BulkChosen = lazy(() => import('./bulk-chosen.tsx').then(({ BulkChosen }) => ({ default: BulkChosen })))
const BulkMatching = lazy(() =>
  import('./bulk-matching.tsx').then(({ BulkMatching }) => ({ default: BulkMatching })),
)
const StatusDialog = lazy(() =>
  import('#/actions/status-dialog.tsx').then(({ StatusDialog }) => ({ default: StatusDialog })),
)

interface ListDialogsProps {
  open: OpenDialog | null
  byId: ReadonlyMap<string, WorkloadSummary>
  /** With those that need not be tried again. */
  onClose(tried: readonly string[] | 'everything'): void
}

export const ListDialogs = ({ open, ...props }: ListDialogsProps) => (
  <Suspense>{open && <Opened open={open} {...props} />}</Suspense>
)

function Opened({ open, byId, onClose }: ListDialogsProps & { open: OpenDialog }) {
  if ('filter' in open) return <BulkMatching {...open} onClose={() => onClose('everything')} />
  if ('ids' in open) {
    const workloads = open.ids.flatMap((id) => byId.get(id) ?? [])
    return <BulkChosen act={open.act} workloads={workloads} onClose={onClose} />
  }
  const workload = byId.get(open.id)
  return workload && <StatusDialog workload={workload} open onOpenChange={(stays) => !stays && onClose([])} />
}
