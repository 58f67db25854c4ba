'use client'
import { Popover } from 'radix-ui'
import type { FormEvent, RefObject } from 'react'
import { useState } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Field, Select } from '#/components/ui/field.tsx'
import { useTimes } from '#/lib/time.tsx'
import { EDITED_FIELDS, type EditedField } from './edited-fields.ts'
import { FieldInputs } from './field-inputs.tsx'
import { clearOf, FILTER_FIELDS } from './filter-fields.ts'
import { readForm } from './read-form.ts'
import { useView } from './use-view.ts'

interface FilterEditorProps {
  anchor: RefObject<HTMLDivElement | null>
  field: EditedField
  onField(field: EditedField): void
  onClose(): void
}

export function FilterEditor({ anchor, field, onField, onClose }: FilterEditorProps) {
  const { params, setFilter } = useView()
  const { zone } = useTimes()
  const [problem, setProblem] = useState<string>()
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readForm(field, new FormData(event.currentTarget), zone)
    if ('problem' in read) return setProblem(read.problem)
    setFilter({ ...clearOf(field), ...read.filter })
    onClose()
  }
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLDivElement>} />
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          aria-label="Filter"
          className="z-40 w-[min(380px,calc(100vw-2rem))] rounded-lg border border-line bg-raise p-3.5 shadow-lg"
        >
          <form onSubmit={apply} className="grid gap-3" noValidate>
            <Field label="Filter by">
              <Select
                value={field}
                onChange={(event) => {
                  setProblem(undefined)
                  onField(event.target.value as EditedField)
                }}
              >
                {EDITED_FIELDS.map((one) => (
                  <option key={one} value={one}>
                    {FILTER_FIELDS[one].name}
                  </option>
                ))}
              </Select>
            </Field>
            <FieldInputs key={field} field={field} params={params} zone={zone} onDone={onClose} />
            {problem && (
              <p role="alert" className="text-failed text-fact">
                {problem}
              </p>
            )}
            <div className="flex justify-end gap-2">
              <Button look="quiet" onClick={onClose}>
                Cancel
              </Button>
              <Button look="primary" type="submit">
                Apply
              </Button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
