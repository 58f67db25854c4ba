'use client'
import type { WorkloadPage } from '@isola/domain'
import { type ReactNode, useState } from 'react'
import { ReasonField } from '#/actions/reason-field.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Dialog, DialogContent } from '#/components/ui/dialog.tsx'
import { BULK_ACTS, type BulkAct } from './bulk-acts.ts'
import { BulkOutcomes } from './bulk-outcomes.tsx'
import type { BulkSource } from './bulk-source.ts'
import { useBulk } from './use-bulk.ts'

/** What is to be done, and to how many. */
export interface BulkPlan {
  title: string
  consequence: string
  /** What is left out, and why. */
  note?: ReactNode
  verb: string
  unavailable: string | undefined
  total: WorkloadPage['total']
  source(): BulkSource
}

interface BulkDialogProps {
  act: BulkAct
  /** As things are now, until it begins: others may act meanwhile. */
  plan: BulkPlan
  /** `tried`: those that were done, or cannot be. */
  onClose(tried: readonly string[]): void
}

export function BulkDialog({ act, plan, onClose }: BulkDialogProps) {
  const { progress, run, stop } = useBulk(act)
  const [reason, setReason] = useState('')
  const [begun, setBegun] = useState<(Pick<BulkPlan, 'title' | 'total'> & { source: BulkSource }) | null>(
    null,
  )
  const { state, outcomes } = progress
  const close = () => onClose(outcomes.flatMap(({ failed, workload }) => (failed ? [] : workload.id)))
  const begin = () => {
    const { title, total } = plan
    const source = plan.source()
    setBegun({ title, total, source })
    void run(source, reason)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && (state === 'working' ? stop() : close())}>
      <DialogContent
        title={begun?.title ?? plan.title}
        description={begun || plan.unavailable ? undefined : plan.consequence}
      >
        {begun ? (
          <>
            <BulkOutcomes {...progress} total={begun.total} />
            <div className="flex justify-end gap-2">
              {state === 'working' ? (
                <Button onClick={stop}>Stop after these</Button>
              ) : (
                <>
                  {state === 'stopped' && (
                    <Button onClick={() => void run(begun.source, reason)}>Go on</Button>
                  )}
                  <Button look="primary" autoFocus onClick={close}>
                    Close
                  </Button>
                </>
              )}
            </div>
          </>
        ) : (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              begin()
            }}
          >
            {plan.note}
            {!plan.unavailable && <ReasonField value={reason} onChange={setReason} />}
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Cancel</Button>
              <Button
                type="submit"
                look={act === 'kill' ? 'danger' : 'primary'}
                unavailable={plan.unavailable}
              >
                {BULK_ACTS[act].name} {plan.verb}
              </Button>
            </div>
          </form>
        )}
      </DialogContent>
    </Dialog>
  )
}
