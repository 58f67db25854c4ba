'use client'
import { TRANSITIONS, type WorkloadStatus } from '@isola/domain'
import type { FormEvent } from 'react'
import { toast } from 'sonner'
import { statusName } from '#/components/status.tsx'
import { Button } from '#/components/ui/button.tsx'
import { useMe } from '#/lib/me.tsx'
import { whyNotChangeStatus } from './permissions.ts'
import { Problem } from './problem.tsx'
import { ReasonField } from './reason-field.tsx'
import { StatusChoices } from './status-choices.tsx'
import { choiceVerb, consequenceOf, nameOf } from './status-words.ts'
import type { useBase } from './use-base.ts'
import { useStatusChange } from './use-status-change.ts'

export interface StepProps {
  state: ReturnType<typeof useBase>
  chosen: WorkloadStatus | null
  onChoose(status: WorkloadStatus): void
  reason: string
  onReason(reason: string): void
  onDone(): void
}

/** The legal next statuses, straight from the table. */
export function NextStatus({
  state: { base, freeze, write },
  chosen,
  onChoose,
  reason,
  onReason,
  onDone,
  onOverride,
}: StepProps & { onOverride(): void }) {
  const me = useMe()
  const change = useStatusChange()
  const next = TRANSITIONS[base.status]
  const to = chosen && next.includes(chosen) ? chosen : null
  const forbidden = whyNotChangeStatus(me, base)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!to || forbidden) return
    const done = await write(() =>
      change.mutateAsync({ id: base.id, status: to, reason: reason.trim(), ifRevision: base.revision }),
    ).catch(() => false)
    if (!done) return
    onDone()
    toast.success(
      to === 'killed' && base.leasedBy ? `Asked to kill ${nameOf(base)}` : `${nameOf(base)} is ${to} now`,
    )
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      {next.length === 0 ? (
        <p className="rounded-lg border border-line px-3 py-2 text-mute">
          {`${statusName(base.status)} is final: no status follows it. To run the work once more, retry it.${
            me.role === 'admin' ? ' If the record is wrong, override it.' : ''
          }`}
        </p>
      ) : (
        <>
          <StatusChoices
            label="Next status"
            value={to}
            onChange={(status) => {
              freeze()
              onChoose(status)
            }}
            choices={next.map((status) => ({
              status,
              text: consequenceOf(base, status),
              ...(status === 'killed' &&
                base.killRequestedAt && {
                  unavailable: 'Its runner has been asked, and confirms when it has.',
                }),
            }))}
          />
          <ReasonField value={reason} onChange={onReason} />
        </>
      )}
      {change.error && !change.isPending && <Problem error={change.error} />}
      <div className="flex items-center gap-2">
        {me.role === 'admin' && (
          <Button look="quiet" className="-ml-2.5" onClick={onOverride}>
            Override…
          </Button>
        )}
        <span className="flex-1" />
        <Button onClick={onDone}>{next.length === 0 ? 'Close' : 'Cancel'}</Button>
        {next.length > 0 && (
          <Button
            type="submit"
            look="primary"
            disabled={change.isPending}
            unavailable={forbidden ?? (to ? undefined : 'Choose a status first')}
          >
            {to ? choiceVerb(base, to) : 'Change status'}
          </Button>
        )}
      </div>
    </form>
  )
}
