'use client'
import dynamic from 'next/dynamic'
import { Dialog } from '#/components/ui/dialog.tsx'
import type { ActProps } from './act-props.ts'

export type Act = 'status' | 'kill' | 'retry' | 'delete' | 'note' | 'amend'

// Loaded when one is wanted.
const StatusDialog = dynamic(() => import('./status-dialog.tsx').then((module) => module.StatusDialog))
const DIALOGS = {
  kill: dynamic(() => import('./kill-dialog.tsx').then((module) => module.KillDialog)),
  retry: dynamic(() => import('./retry-dialog.tsx').then((module) => module.RetryDialog)),
  delete: dynamic(() => import('./delete-dialog.tsx').then((module) => module.DeleteDialog)),
  note: dynamic(() => import('./note-dialog.tsx').then((module) => module.NoteDialog)),
  amend: dynamic(() => import('./amend-dialog.tsx').then((module) => module.AmendDialog)),
} satisfies Record<Exclude<Act, 'status'>, unknown>

/** The dialog of an act on one workload; none where `act` is null. */
export function WorkloadDialog({ act, workload, onDone }: ActProps & { act: Act | null }) {
  if (act === null) return null
  if (act === 'status') {
    return <StatusDialog workload={workload} open onOpenChange={(open) => !open && onDone()} />
  }
  const Content = DIALOGS[act]
  return (
    <Dialog open onOpenChange={(open) => !open && onDone()}>
      <Content workload={workload} onDone={onDone} />
    </Dialog>
  )
}
