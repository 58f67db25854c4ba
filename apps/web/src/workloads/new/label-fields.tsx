'use client'
import { LIMITS } from '@isola/domain'
import { Plus, X } from 'lucide-react'
import { Button } from '#/components/ui/button.tsx'
import { FieldError, Input } from '#/components/ui/field.tsx'
import type { FieldsProps } from './fields.ts'

const ERROR_ID = 'labels-error'

export function LabelFields({ draft: { labels }, set, issue }: FieldsProps) {
  const change = (index: number, part: { key?: string; value?: string }) =>
    set({ labels: labels.map((row, other) => (other === index ? { ...row, ...part } : row)) })
  const problem = issue('labels')
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1.5">
        <span className="font-medium">Labels</span>{' '}
        <span className="text-mute">to find it by, up to {LIMITS.labels}</span>
      </legend>
      {labels.map(({ key, value }, index) => (
        // A row is its place: its key is what is being typed.
        <div key={index} className="flex items-center gap-1.5">
          <Input
            aria-label={`Key of label ${index + 1}`}
            placeholder="team"
            value={key}
            maxLength={LIMITS.labelKeyLength}
            aria-invalid={Boolean(problem)}
            aria-describedby={problem && ERROR_ID}
            onChange={({ target }) => change(index, { key: target.value })}
          />
          <span aria-hidden className="text-mute">
            =
          </span>
          <Input
            aria-label={`Value of label ${index + 1}`}
            placeholder="billing"
            value={value}
            maxLength={LIMITS.labelValueLength}
            onChange={({ target }) => change(index, { value: target.value })}
          />
          <Button
            look="quiet"
            aria-label={`Remove label ${index + 1}`}
            className="px-1.5"
            onClick={() => set({ labels: labels.filter((_, other) => other !== index) })}
          >
            <X className="size-3.5" />
          </Button>
        </div>
      ))}
      {problem && <FieldError id={ERROR_ID}>{problem}</FieldError>}
      <div>
        <Button
          look="quiet"
          className="-ml-2.5"
          unavailable={labels.length >= LIMITS.labels ? `${LIMITS.labels} is the most` : undefined}
          onClick={() => set({ labels: [...labels, { key: '', value: '' }] })}
        >
          <Plus className="size-3.5" /> Add a label
        </Button>
      </div>
    </fieldset>
  )
}
