'use client'
import { useState } from 'react'
import { useMe } from '#/lib/me.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { ActProps } from './act-props.ts'
import { whyNotDelete } from './permissions.ts'
import { ReasonField } from './reason-field.tsx'
import { useDelete } from './use-actions.ts'

export function DeleteDialog({ workload, onDone }: ActProps) {
  const me = useMe()
  const remove = useDelete()
  const [reason, setReason] = useState('')
  return (
    <ActDialog
      title="Delete the workload"
      workload={workload}
      unavailable={(present) => whyNotDelete(me, present)}
      consequence={() => (
        <ul className="grid list-disc gap-1 pl-4">
          <li>Its record, source, output and log are removed for good; every figure forgets it.</li>
          <li>
            Its history stays: who did what, when and why, with the values blanked. Your reason is its last
            entry.
          </li>
          <li>Retries of it stay, and go on naming it.</li>
        </ul>
      )}
      verb="Delete for good"
      look="danger"
      missing={reason.trim() ? undefined : 'Say why first'}
      busy={remove.isPending}
      error={remove.error}
      act={() => remove.run(workload, reason.trim())}
      onDone={onDone}
    >
      <ReasonField value={reason} onChange={setReason} required />
    </ActDialog>
  )
}
