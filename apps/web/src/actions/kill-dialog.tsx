'use client'
import { useState } from 'react'
import { useMe } from '#/lib/me.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { ActProps } from './act-props.ts'
import { whyNotKill } from './permissions.ts'
import { ReasonField } from './reason-field.tsx'
import { killConsequence } from './status-words.ts'
import { useKill } from './use-actions.ts'

export function KillDialog({ workload, onDone }: ActProps) {
  const me = useMe()
  const kill = useKill()
  const [reason, setReason] = useState('')
  return (
    <ActDialog
      title="Kill the workload"
      workload={workload}
      unavailable={(present) => whyNotKill(me, present)}
      consequence={killConsequence}
      verb={workload.leasedBy ? 'Ask to kill' : 'Kill'}
      look="danger"
      busy={kill.isPending}
      error={kill.error}
      act={() => kill.run(workload, reason.trim())}
      onDone={onDone}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  )
}
