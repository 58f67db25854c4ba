'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Problem } from '#/actions/problem.tsx'
import { Button } from './button.tsx'
import { Dialog, DialogContent } from './dialog.tsx'

interface FormDialogProps {
  title: string
  description?: ReactNode
  children?: ReactNode
  verb: string
  look?: 'primary' | 'danger'
  /** What went wrong, where no field says it. */
  error?: Error | null
  /** Closes it once it is done; refused, it stays. */
  submit(values: Record<string, string>): Promise<unknown>
  onClose(): void
}

/** Asks for what an act needs, says what it will do, and does it. Controls are read by their names. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, children, verb, look = 'primary', error, submit, onClose } = props
  const [busy, setBusy] = useState(false)
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    await submit(values).catch(() => undefined)
    setBusy(false)
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title} description={description}>
        <form onSubmit={(event) => void onSubmit(event)} className="grid gap-3">
          {children}
          {error && !busy && <Problem error={error} />}
          <div className="flex justify-end gap-2 pt-1">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look={look} disabled={busy}>
              {verb}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  )
}
