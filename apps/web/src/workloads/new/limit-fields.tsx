'use client'
import { LIMITS } from '@isola/domain'
import { Field, Input } from '#/components/ui/field.tsx'
import type { FieldsProps } from './fields.ts'

const FIELDS = [
  { field: 'cpuLimit', label: 'CPUs', min: 0.01, step: 'any', placeholder: '1' },
  {
    field: 'memoryLimitMb',
    label: 'Memory, MB',
    min: LIMITS.memoryLimitMbMin,
    step: 'any',
    placeholder: '256',
  },
  { field: 'timeoutSeconds', label: 'Time, s', min: 0.001, step: 'any', placeholder: '60' },
] as const

export const LimitFields = ({ draft, set, issue }: FieldsProps) => (
  <fieldset>
    <legend className="pb-1.5">
      <span className="font-medium">Limits</span>{' '}
      <span className="text-mute">empty: the runner’s · memory from {LIMITS.memoryLimitMbMin} MB</span>
    </legend>
    <div className="grid grid-cols-3 items-start gap-2.5">
      {FIELDS.map(({ field, label, ...bounds }) => (
        <Field key={field} label={label} error={issue(field)}>
          <Input
            type="number"
            inputMode="decimal"
            value={draft[field]}
            onChange={({ target }) => set({ [field]: target.value })}
            {...bounds}
          />
        </Field>
      ))}
    </div>
  </fieldset>
)
