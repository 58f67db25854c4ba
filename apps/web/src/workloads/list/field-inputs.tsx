import { ACTOR_KINDS, ISOLATIONS, LIMITS } from '@isola/domain'
import type { ReactNode } from 'react'
import type { FilterParams } from '#/app/(app)/workloads/search-params.ts'
import { Field, Input, Select } from '#/components/ui/field.tsx'
import { formatDuration } from '#/lib/format-duration.ts'
import { useMe } from '#/lib/me.tsx'
import type { Zone } from '#/lib/time.tsx'
import type { EditedField } from './edited-fields.ts'
import { TimeInputs } from './time-inputs.tsx'

interface FieldInputsProps {
  field: EditedField
  params: FilterParams
  zone: Zone
  onDone(): void
}

/** The controls of one field; read-form.ts reads them by their names. */
export function FieldInputs({ field, params, zone, onDone }: FieldInputsProps) {
  switch (field) {
    case 'created':
    case 'finished':
      return <TimeInputs field={field} params={params} zone={zone} onDone={onDone} />
    case 'duration':
      return <DurationInputs {...params} />
    case 'label':
      return (
        <Pair>
          <Field label="Key">
            <Input name="key" autoFocus defaultValue={params.label?.key} maxLength={LIMITS.labelKeyLength} />
          </Field>
          <Field label="Value">
            <Input name="value" defaultValue={params.label?.value} maxLength={LIMITS.labelValueLength} />
          </Field>
        </Pair>
      )
    case 'requestedIsolation':
      return (
        <fieldset className="grid gap-1">
          <legend className="pb-1 font-medium">What was asked for</legend>
          {ISOLATIONS.map((isolation) => (
            <label key={isolation} className="flex items-center gap-2">
              <input
                type="checkbox"
                name="value"
                value={isolation}
                defaultChecked={params.requestedIsolation?.includes(isolation) ?? false}
              />
              {isolation}
            </label>
          ))}
        </fieldset>
      )
    case 'createdBy':
      return <CreatorInputs createdBy={params.createdBy} />
    default:
      return (
        <Field {...WORDS[field]}>
          <Input
            name="value"
            autoFocus
            defaultValue={params[field] ?? ''}
            inputMode={field === 'exitCode' ? 'numeric' : 'text'}
          />
        </Field>
      )
  }
}

const WORDS = {
  exitCode: { label: 'Exit code', hint: 'a whole number' },
  nodeId: { label: 'Node', hint: 'the runner or machine that ran it, whole' },
  text: { label: 'Text', hint: 'in the name or the error’s first line' },
  idPrefix: { label: 'Beginning of the id', hint: '' },
  retryOf: { label: 'Id of the workload that was retried', hint: '' },
  inputHash: { label: 'Input hash', hint: 'SHA-256, 64 characters' },
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-2 gap-2.5">{children}</div>
)

const DurationInputs = ({ durationMinMs: least, durationMaxMs: most }: FilterParams) => (
  <Pair>
    <Field label="At least" hint="500 ms, 5 s, 2 m">
      <Input name="least" autoFocus defaultValue={least === null ? '' : formatDuration(least)} />
    </Field>
    <Field label="Under" hint="1.5 h">
      <Input name="most" defaultValue={most === null ? '' : formatDuration(most)} />
    </Field>
  </Pair>
)

function CreatorInputs({ createdBy }: Pick<FilterParams, 'createdBy'>) {
  const me = useMe()
  return (
    <Pair>
      <Field label="Who" hint="begins as you">
        <Select name="kind" defaultValue={createdBy?.kind ?? me.kind}>
          {ACTOR_KINDS.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </Select>
      </Field>
      <Field label="Id">
        <Input name="value" autoFocus defaultValue={createdBy?.id ?? me.id} />
      </Field>
    </Pair>
  )
}
