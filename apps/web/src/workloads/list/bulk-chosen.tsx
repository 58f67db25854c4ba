'use client'
import type { WorkloadSummary } from '@isola/domain'
import { formatCount } from '#/lib/format-count.ts'
import { idTail } from '#/lib/id-tail.ts'
import { useMe } from '#/lib/me.tsx'
import { BULK_ACTS, type BulkAct, type Sorted, sortOut } from './bulk-acts.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { sourceOf } from './bulk-source.ts'

interface BulkChosenProps {
  act: BulkAct
  workloads: readonly WorkloadSummary[]
  onClose(tried: readonly string[]): void
}

/** An act on rows that were selected one by one. */
export function BulkChosen({ act, workloads, onClose }: BulkChosenProps) {
  const me = useMe()
  const sorted = sortOut(act, workloads, me)
  const count = sorted.can.length
  const none = count === 0
  return (
    <BulkDialog
      act={act}
      onClose={onClose}
      plan={{
        title: none ? `None of these can be ${BULK_ACTS[act].done}` : titleOf(act, sorted.can),
        consequence: BULK_ACTS[act].consequence,
        note: <Refused sorted={sorted} act={act} all={workloads.length} />,
        verb: formatCount(count),
        unavailable: none ? `None of them can be ${BULK_ACTS[act].done}` : undefined,
        total: { count, exact: true },
        source: () => sourceOf(sorted.can),
      }}
    />
  )
}

function titleOf(act: BulkAct, workloads: readonly WorkloadSummary[]): string {
  const { name } = BULK_ACTS[act]
  const [only, ...others] = workloads
  return only && others.length === 0
    ? `${name} ${only.name ?? idTail(only.id)}`
    : `${name} ${formatCount(workloads.length)} workloads`
}

function Refused({ sorted: { can, cannot }, act, all }: { sorted: Sorted; act: BulkAct; all: number }) {
  if (cannot.size === 0) return null
  return (
    <div className="rounded-md border border-line px-3 py-2">
      <p>
        {formatCount(can.length)} of {formatCount(all)} can be {BULK_ACTS[act].done}. Left out:
      </p>
      <ul className="pt-1 text-mute">
        {[...cannot].map(([why, count]) => (
          <li key={why}>
            {formatCount(count)}: {why}
          </li>
        ))}
      </ul>
    </div>
  )
}
