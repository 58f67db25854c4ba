'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useState } from 'react'
import { ReasonField } from '#/actions/reason-field.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Dialog, DialogContent } from '#/components/ui/dialog.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { useMe } from '#/lib/me.tsx'
import { BULK_ACTS, type BulkAct, type Sorted, sortOut } from './bulk-acts.ts'
import { BulkOutcomes } from './bulk-outcomes.tsx'
import { useBulk } from './use-bulk.ts'

interface BulkDialogProps {
  act: BulkAct
  workloads: readonly WorkloadSummary[]
  /** `tried`: those that were done, or cannot be. */
  onClose(tried: readonly string[]): void
}

export function BulkDialog({ act, workloads, onClose }: BulkDialogProps) {
  const { progress, start, cancel } = useBulk(act)
  const me = useMe()
  const [reason, setReason] = useState('')
  // As they are now, until it begins: others may act meanwhile.
  const sorted = sortOut(act, workloads, me)
  const { state, outcomes, total } = progress
  const close = () => onClose(outcomes.flatMap(({ failed, workload }) => (failed ? [] : workload.id)))
  const count = formatCount(sorted.can.length)
  return (
    <Dialog open onOpenChange={(open) => !open && (state === 'working' ? cancel() : close())}>
      <DialogContent
        title={titleOf(
          act,
          state === 'asking' ? sorted.can : outcomes.map(({ workload }) => workload),
          total,
        )}
        description={state === 'asking' ? BULK_ACTS[act].consequence : undefined}
      >
        {state === 'asking' ? (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              void start(sorted.can, reason)
            }}
          >
            <Refused sorted={sorted} act={act} all={workloads.length} />
            {sorted.can.length > 0 && <ReasonField value={reason} onChange={setReason} />}
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Cancel</Button>
              <Button
                type="submit"
                look={act === 'kill' ? 'danger' : 'primary'}
                unavailable={
                  sorted.can.length === 0 ? `None of them can be ${BULK_ACTS[act].done}` : undefined
                }
              >
                {BULK_ACTS[act].name} {count}
              </Button>
            </div>
          </form>
        ) : (
          <>
            <BulkOutcomes {...progress} />
            <div className="flex justify-end gap-2">
              {state === 'working' ? (
                <Button onClick={cancel}>Stop after these</Button>
              ) : (
                <Button look="primary" autoFocus onClick={close}>
                  Close
                </Button>
              )}
            </div>
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function titleOf(act: BulkAct, workloads: readonly WorkloadSummary[], total: number): string {
  const [only] = workloads
  if (only && workloads.length === 1 && total <= 1)
    return `${BULK_ACTS[act].name} ${only.name ?? `…${only.id.slice(-7)}`}`
  const count = total || workloads.length
  return count === 0
    ? `None of these can be ${BULK_ACTS[act].done}`
    : `${BULK_ACTS[act].name} ${formatCount(count)} workloads`
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
