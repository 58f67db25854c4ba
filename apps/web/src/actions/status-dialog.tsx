'use client'
import type { WorkloadSummary } from '@isola/domain'
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
  const state = useBase(workload)
  const { present, meanwhile, goOn } = state
  const props = { state, reason, onReason: setReason, onDone }
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
        <NextStatus {...props} onOverride={() => setStep('override')} />
      ) : (
        <Override {...props} onBack={() => setStep('next')} />
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
