'use client'
import { type AuditParams, auditParams } from '#/app/(app)/audit/search-params.ts'
import { Button } from '#/components/ui/button.tsx'
import { Select } from '#/components/ui/field.tsx'
import { RANGE_NAMES, RANGES } from '#/lib/ranges.ts'
import { ACTION_NAMES } from './action-words.ts'
import type { People } from './use-people.ts'

interface AuditFiltersProps {
  params: AuditParams
  people: People
  onFilter(next: Partial<AuditParams> | null): void
}

/** What the trail is asked for: all of it, not only of what is on the screen. */
export function AuditFilters({ params, people: { actors, targets, more }, onFilter }: AuditFiltersProps) {
  const { action, actor, target, range } = params
  return (
    <>
      <Choice
        label="Act"
        any="Every act"
        value={action ?? ''}
        options={Object.entries(ACTION_NAMES)}
        onChoose={(next) => onFilter({ action: next })}
      />
      <Choice
        label="By whom"
        any="By anybody"
        value={actor ? auditParams.actor.serialize(actor) : ''}
        options={[...actors]}
        more={more}
        onChoose={(next) => onFilter({ actor: auditParams.actor.parse(next ?? '') })}
      />
      <Choice
        label="To whom"
        any="To anybody or anything"
        value={target ?? ''}
        options={[...targets].map(([id, { name, href }]) => [id, href ? name : `${name}, gone`])}
        more={more}
        onChoose={(next) => onFilter({ target: next })}
      />
      <Choice
        label="When"
        any="At any time"
        value={range ?? ''}
        options={RANGES.map((value) => [value, `In the last ${RANGE_NAMES[value]}`])}
        onChoose={(next) => onFilter({ range: auditParams.range.parse(next ?? '') })}
      />
      {(action || actor || target || range) && (
        <Button look="quiet" onClick={() => onFilter(null)}>
          Clear
        </Button>
      )}
    </>
  )
}

interface ChoiceProps {
  label: string
  any: string
  value: string
  options: readonly (readonly [value: string, name: string])[]
  more?: boolean
  onChoose(value: string | null): void
}

const Choice = ({ label, any, value, options, more, onChoose }: ChoiceProps) => (
  <Select
    aria-label={label}
    className="w-auto max-w-[220px] max-sm:flex-1 max-sm:basis-[40%]"
    value={value}
    onChange={({ target }) => onChoose(target.value || null)}
  >
    <option value="">{any}</option>
    {/* From a link: it need not be among those that are listed. */}
    {value && !options.some(([known]) => known === value) && <option>{value}</option>}
    {options.map(([known, name]) => (
      <option key={known} value={known}>
        {name}
      </option>
    ))}
    {more && <option disabled>The others can be found by their id, in this page’s address</option>}
  </Select>
)
