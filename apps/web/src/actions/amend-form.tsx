'use client'
import type { Workload } from '@isola/domain'
import { type FormEvent, type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input, Textarea } from '#/components/ui/field.tsx'
import { formatBytes } from '#/lib/format-count.ts'
import { useTRPCClient } from '#/trpc/client.tsx'
import { AmendOutput } from './amend-output.tsx'
import { type AmendedText, type Amendment, presentText, toUpdate } from './amendment.ts'
import { Problem } from './problem.tsx'
import { ReasonField } from './reason-field.tsx'
import { nameOf } from './status-words.ts'
import type { useBase } from './use-base.ts'
import { useChange } from './use-status-change.ts'

interface AmendFormProps {
  state: ReturnType<typeof useBase>
  whole: Workload
  amendment: Amendment
  onAmend(amendment: Amendment): void
  reason: string
  onReason(reason: string): void
  unavailable: string | undefined
  onDone(): void
}

export function AmendForm({
  state: { base, freeze, write },
  whole,
  amendment,
  onAmend,
  reason,
  onReason,
  unavailable,
  onDone,
}: AmendFormProps) {
  const { workload: api } = useTRPCClient()
  const [tried, setTried] = useState(false)
  const amend = useChange(api.update.mutate)
  const { update, problem } = toUpdate(amendment)
  const why = unavailable ?? problem ?? (reason.trim() ? undefined : 'Say why first')

  const change = (next: Amendment) => {
    freeze()
    onAmend({ ...amendment, ...next })
  }
  const leave = (field: keyof Amendment) => {
    const { [field]: _left, ...rest } = amendment
    onAmend(rest)
  }
  const control = (field: AmendedText) => ({
    value: amendment[field] ?? presentText(whole, field),
    onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
  })
  const was = (field: keyof Amendment) =>
    field in amendment ? <Was value={wasText(whole, field)} onLeave={() => leave(field)} /> : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (why) return
    setTried(true)
    const done = await write(() =>
      amend.mutateAsync({ ...update, id: base.id, ifRevision: base.revision, reason: reason.trim() }),
    ).catch(() => false)
    if (!done) return
    onDone()
    toast.success(`Amended ${nameOf(base)}`, { description: 'Old and new values are in its history.' })
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      <p className="text-mute">
        For what the record says wrong. Old and new values are kept in its history. An empty field clears it.
      </p>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Amended was={was('startedAt')}>
          <Field label="Started" hint="UTC">
            <Input type="datetime-local" step="0.001" {...control('startedAt')} />
          </Field>
        </Amended>
        <Amended was={was('finishedAt')}>
          <Field label="Ended" hint="UTC">
            <Input type="datetime-local" step="0.001" {...control('finishedAt')} />
          </Field>
        </Amended>
        <Amended was={was('durationMs')}>
          <Field label="Duration" hint="ms; follows from the times">
            <Input type="number" min={0} step={1} {...control('durationMs')} />
          </Field>
        </Amended>
        <Amended was={was('exitCode')}>
          <Field label="Exit code">
            <Input type="number" step={1} {...control('exitCode')} />
          </Field>
        </Amended>
      </div>
      <Amended was={was('error')}>
        <Field label="Error">
          <Textarea className="min-h-20 font-mono text-fact" spellCheck={false} {...control('error')} />
        </Field>
      </Amended>
      <Amended was={was('output')}>
        <AmendOutput whole={whole} value={amendment.output} onChange={(output) => change({ output })} />
      </Amended>
      <ReasonField value={reason} onChange={onReason} required />
      {tried && amend.error && !amend.isPending && <Problem error={amend.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={amend.isPending} unavailable={why}>
          Amend
        </Button>
      </div>
    </form>
  )
}

const Amended = ({ was, children }: { was: ReactNode; children: ReactNode }) => (
  <div className="grid min-w-0 gap-1 [&_label]:min-w-0">
    {children}
    {was}
  </div>
)

/** The value that will be replaced, and the way back to it. */
const Was = ({ value, onLeave }: { value: string; onLeave(): void }) => (
  <p className="break-all text-fact text-mute">
    was <bdi className="font-mono">{value}</bdi>{' '}
    <button type="button" className="underline hover:text-text" onClick={onLeave}>
      leave it
    </button>
  </p>
)

function wasText(workload: Workload, field: keyof Amendment): string {
  if (field === 'output') {
    return workload.output ? `${workload.output.contentType}, ${formatBytes(workload.output.bytes)}` : 'none'
  }
  const text = presentText(workload, field)
  if (text === '') return 'empty'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
