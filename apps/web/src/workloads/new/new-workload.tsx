'use client'
import { LIMITS } from '@isola/domain'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Problem } from '#/actions/problem.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { useKeys } from '#/keys/use-keys.ts'
import { issueAt, unlessAt } from '#/trpc/issues.ts'
import type { Draft } from './draft.ts'
import { Examples } from './examples-bar.tsx'
import { HoldField } from './hold-field.tsx'
import { IsolationField } from './isolation-field.tsx'
import { LabelFields } from './label-fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { SourceFields } from './source-fields.tsx'
import { SubmitBar } from './submit-bar.tsx'
import { type Issues, toRequest } from './to-request.ts'
import { useCreate } from './use-create.ts'

/** Fields that say what is wrong with them. */
const FIELDS = [
  'code',
  'image',
  'input',
  'name',
  'cpuLimit',
  'memoryLimitMb',
  'timeoutSeconds',
  'labels',
  'hold',
]

export function NewWorkload({ initial }: { initial: Draft }) {
  const [draft, setDraft] = useState(initial)
  const [issues, setIssues] = useState<Issues>({})
  const create = useCreate()
  const form = useRef<HTMLFormElement>(null)
  const busy = create.isPending || create.isSuccess

  const set = (change: Partial<Draft>) => {
    setDraft((present) => ({ ...present, ...change }))
    setIssues((present) => without(present, Object.keys(change)))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const reading = toRequest(draft)
    setIssues(reading.issues ?? {})
    if (reading.request) create.mutate(reading.request)
  }
  useKeys([{ key: 'mod+enter', name: 'Create it', run: () => form.current?.requestSubmit() }])
  const failed = create.isError
  useEffect(() => {
    if (failed || Object.keys(issues).length > 0) focusProblem(form.current)
  }, [failed, issues])

  const issue = (field: string) => issues[field] ?? (failed ? issueAt(create.error, field) : undefined)
  const fields = { draft, set, issue }
  return (
    <form ref={form} onSubmit={submit} className="flex min-h-0 flex-1 flex-col gap-3.5">
      <Examples draft={draft} onPick={setDraft} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_380px]">
        <SourceFields {...fields} />
        <Panel className="grid gap-5 p-3.5">
          <Field label="Name" hint="optional" error={issue('name')}>
            <Input
              value={draft.name}
              maxLength={LIMITS.nameLength}
              onChange={({ target }) => set({ name: target.value })}
            />
          </Field>
          <IsolationField {...fields} />
          <LimitFields {...fields} />
          <LabelFields {...fields} />
          <HoldField {...fields} />
        </Panel>
      </div>
      <SubmitBar draft={draft} busy={busy}>
        {unlessAt(create.error, FIELDS) && <Problem error={create.error as unknown as Error} />}
      </SubmitBar>
    </form>
  )
}

const without = (issues: Issues, fields: string[]): Issues =>
  fields.some((field) => issues[field])
    ? Object.fromEntries(Object.entries(issues).filter(([field]) => !fields.includes(field)))
    : issues

function focusProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}
