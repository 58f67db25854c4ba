'use client'
import type { Workload } from '@isola/domain'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input, Textarea } from '#/components/ui/field.tsx'
import { formatBytes } from '#/lib/format-count.ts'
import type { Amendment } from './amendment.ts'

/** A larger one is replaced, not edited: a textarea of megabytes freezes the page. */
const LARGEST_EDITED = 64 * 1024

interface AmendOutputProps {
  whole: Workload
  value: Amendment['output']
  onChange(output: NonNullable<Amendment['output']> | null): void
}

export function AmendOutput({ whole: { output }, value, onChange }: AmendOutputProps) {
  if (value === undefined) {
    const editable = output?.encoding === 'utf8' && output.data.length <= LARGEST_EDITED
    const text = editable ? output.data : ''
    return (
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">Output</span>
        <span className="min-w-0 flex-1 truncate text-mute">
          {output ? `${output.contentType}, ${formatBytes(output.bytes)}` : 'none'}
        </span>
        {output && <Button onClick={() => onChange(null)}>Clear</Button>}
        <Button onClick={() => onChange({ contentType: output?.contentType ?? 'text/plain', text })}>
          {editable ? 'Edit' : 'Replace'}
        </Button>
      </div>
    )
  }
  if (value === null) {
    return (
      <p>
        <span className="font-medium">Output</span> <span className="text-mute">will be cleared</span>
      </p>
    )
  }
  return (
    <div className="grid gap-1">
      <Field label="Output" hint="as text">
        <Textarea
          className="min-h-24 font-mono text-fact"
          spellCheck={false}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      </Field>
      <Input
        aria-label="Content type of the output"
        value={value.contentType}
        onChange={(event) => onChange({ ...value, contentType: event.target.value })}
      />
    </div>
  )
}
