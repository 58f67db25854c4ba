import type { FilterParams } from '#/app/(app)/workloads/search-params.ts'
import { Button } from '#/components/ui/button.tsx'
import { Field, Input } from '#/components/ui/field.tsx'
import { RANGE_NAMES, RANGES } from '#/lib/ranges.ts'
import { formatExact, type Zone } from '#/lib/time.tsx'
import { clearOf } from './filter-fields.ts'
import { useView } from './use-view.ts'

interface TimeInputsProps {
  field: 'created' | 'finished'
  params: FilterParams
  zone: Zone
  onDone(): void
}

/** A range up to now, which stays so in the URL; or fixed times. */
export function TimeInputs({ field, params, zone, onDone }: TimeInputsProps) {
  const { setFilter } = useView()
  const time = (iso: string | null) => (iso ? formatExact(iso, zone).slice(0, 19).replace(' ', 'T') : '')
  const zoneName = zone === 'utc' ? 'UTC' : 'local time'
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        {RANGES.map((range, index) => (
          <Button
            key={range}
            autoFocus={index === 0}
            aria-pressed={params[field] === range}
            className="flex-1 aria-pressed:border-accent"
            onClick={() => {
              setFilter({ ...clearOf(field), [field]: range })
              onDone()
            }}
          >
            Last {RANGE_NAMES[range]}
          </Button>
        ))}
      </div>
      <Field label="From" hint={zoneName}>
        <Input type="datetime-local" step="1" name="from" defaultValue={time(params[`${field}From`])} />
      </Field>
      <Field label="Before" hint={zoneName}>
        <Input type="datetime-local" step="1" name="to" defaultValue={time(params[`${field}To`])} />
      </Field>
    </>
  )
}
