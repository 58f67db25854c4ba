'use client'
import type { WorkloadSummary } from '@isola/domain'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { DialogContent } from '#/components/ui/dialog.tsx'
import { Problem } from './problem.tsx'
import { Subject } from './subject.tsx'
import { usePresent } from './use-present.ts'

interface ActDialogProps {
  title: string
  workload: WorkloadSummary
  /** Why it is no longer possible, should the workload have moved on. */
  unavailable(present: WorkloadSummary): string | undefined
  /** What will happen. */
  consequence(present: WorkloadSummary): ReactNode
  children?: ReactNode
  verb: string
  look?: 'primary' | 'danger'
  /** What is missing before it can be done. */
  missing?: string | undefined
  busy: boolean
  error: Error | null
  act(): Promise<void>
  onDone(): void
}

/** An act on one workload: names it, shows it as it is now, says what will happen, and does it. */
export function ActDialog(props: ActDialogProps) {
  const { present } = usePresent(props.workload)
  const shown = present ?? props.workload
  const [tried, setTried] = useState(false)
  const why = present ? props.unavailable(present) : 'It was deleted meanwhile'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (why || props.missing || props.busy) return
    setTried(true)
    await props.act().then(props.onDone, () => undefined)
  }
  return (
    <DialogContent title={props.title} description={<Subject workload={shown} />}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        <div className="text-mute">{props.consequence(shown)}</div>
        {props.children}
        {why && !props.busy && <p role="status">{why}.</p>}
        {tried && props.error && !props.busy && <Problem error={props.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onDone}>Cancel</Button>
          <Button
            type="submit"
            look={props.look ?? 'primary'}
            disabled={props.busy}
            unavailable={why ?? props.missing}
          >
            {props.verb}
          </Button>
        </div>
      </form>
    </DialogContent>
  )
}
