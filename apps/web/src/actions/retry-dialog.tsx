'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMe } from '#/lib/me.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { ActProps } from './act-props.ts'
import { whyNotRetry } from './permissions.ts'
import { ReasonField } from './reason-field.tsx'
import { newKey, useRetry } from './use-actions.ts'

export function RetryDialog({ workload, onDone }: ActProps) {
  const me = useMe()
  const router = useRouter()
  const retry = useRetry()
  const [reason, setReason] = useState('')
  const [openIt, setOpenIt] = useState(true)
  const [key] = useState(newKey)
  return (
    <ActDialog
      title="Retry the workload"
      workload={workload}
      unavailable={(present) => whyNotRetry(me, present)}
      consequence={() =>
        `Makes a new pending workload with the same name, source, requested isolation, limits and labels. This one stays as it is.${
          workload.hold ? ' It is held, as this one is: its own app has to run it.' : ''
        }`
      }
      verb="Retry"
      busy={retry.isPending}
      error={retry.error}
      act={async () => {
        const made = await retry.run(workload, reason.trim(), key)
        if (openIt) router.push(`/workloads/${made.id}`)
      }}
      onDone={onDone}
    >
      <ReasonField value={reason} onChange={setReason} />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={openIt}
          onChange={(event) => setOpenIt(event.target.checked)}
          className="accent-accent"
        />
        Open the new workload
      </label>
    </ActDialog>
  )
}
