'use client'
import type { TerminalStatus } from '@isola/domain'
import { TriangleAlert } from 'lucide-react'
import type { FormEvent } from 'react'
import { toast } from 'sonner'
import { Button } from '#/components/ui/button.tsx'
import type { StepProps } from './next-status.tsx'
import { Problem } from './problem.tsx'
import { ReasonField } from './reason-field.tsx'
import { StatusChoices } from './status-choices.tsx'
import { nameOf, overrideConsequences } from './status-words.ts'
import { useOverride } from './use-status-change.ts'

const MEANING: Record<TerminalStatus, string> = {
  completed: 'The record shall say that its work was done.',
  failed: 'The record shall say that it failed.',
  killed: 'The record shall say that it was killed.',
}

/** An admin sets the record straight, from any status to any other terminal one. */
export function Override({
  state: { base, freeze, write },
  chosen,
  onChoose,
  reason,
  onReason,
  onDone,
  onBack,
}: StepProps & { onBack(): void }) {
  const override = useOverride()
  const others = (['completed', 'failed', 'killed'] as const).filter((status) => status !== base.status)
  const to = others.find((status) => status === chosen) ?? null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!to || !reason.trim()) return
    const done = await write(() =>
      override.mutateAsync({ id: base.id, status: to, reason: reason.trim(), ifRevision: base.revision }),
    ).catch(() => false)
    if (!done) return
    onDone()
    toast.success(`${nameOf(base)} is ${to} now, by override`)
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      <p className="flex gap-2 rounded-lg bg-pending-soft px-3 py-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-pending" />
        This goes around the rules of the lifecycle. It is marked as an override in History, with your name,
        for good.
      </p>
      <StatusChoices
        label="Status to override with"
        value={to}
        onChange={(status) => {
          freeze()
          onChoose(status)
        }}
        choices={others.map((status) => ({ status, text: MEANING[status] }))}
      />
      {to && (
        <ul className="grid list-disc gap-1 pl-4 text-fact text-mute">
          {overrideConsequences(base, to).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <ReasonField value={reason} onChange={onReason} required />
      {override.error && !override.isPending && <Problem error={override.error} />}
      <div className="flex items-center gap-2">
        <Button look="quiet" className="-ml-2.5" onClick={onBack}>
          Back
        </Button>
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button
          type="submit"
          look="danger"
          disabled={override.isPending}
          unavailable={to ? (reason.trim() ? undefined : 'Say why first') : 'Choose a status first'}
        >
          {to ? `Override with ${to}` : 'Override'}
        </Button>
      </div>
    </form>
  )
}
