'use client'
import type { WorkloadStatus, WorkloadSummary } from '@isola/domain'
import { useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Dialog, DialogContent } from '#/components/ui/dialog.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { NextStatus } from './next-status.tsx'
import { Override } from './override.tsx'
import { Subject } from './subject.tsx'
import { useBase } from './use-base.ts'

interface StatusDialogProps {
  workload: WorkloadSummary
  open: boolean
  onOpenChange(open: boolean): void
}

/** Changes a status: to a legal next one, or, as a second step for admins, against the rules. */
export const StatusDialog = ({ workload, open, onOpenChange }: StatusDialogProps) => (
  <Dialog open={open} onOpenChange={onOpenChange}>
    {open && <Steps workload={workload} onDone={() => onOpenChange(false)} />}
  </Dialog>
)

function Steps({ workload, onDone }: { workload: WorkloadSummary; onDone(): void }) {
  const [step, setStep] = useState<'next' | 'override'>('next')
  const [reason, setReason] = useState('')
  // Kept here: a conflict takes the place of a step, and leads back to it.
  const [chosen, setChosen] = useState<WorkloadStatus | null>(null)
  const state = useBase(workload)
  const { present, meanwhile, goOn } = state
  const props = { state, chosen, onChoose: setChosen, reason, onReason: setReason, onDone }
  const go = (to: typeof step) => {
    setChosen(null)
    setStep(to)
  }
  return (
    <DialogContent
      title={step === 'next' ? 'Change status' : 'Override the status'}
      description={<Subject workload={present ?? workload} />}
    >
      {present === null ? (
        <Gone onClose={onDone} />
      ) : meanwhile ? (
        <Meanwhile event={meanwhile} status={present.status} onCancel={onDone} onGoOn={goOn} />
      ) : step === 'next' ? (
        <NextStatus {...props} onOverride={() => go('override')} />
      ) : (
        <Override {...props} onBack={() => go('next')} />
      )}
    </DialogContent>
  )
}

const Gone = ({ onClose }: { onClose(): void }) => (
  <>
    <p role="alert">It was deleted meanwhile. Its history stays, for admins.</p>
    <Button onClick={onClose} className="justify-self-end">
      Close
    </Button>
  </>
)
