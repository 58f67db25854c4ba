'use client'
import type { AuditEntry } from '@isola/domain'
import { Select } from '#/components/ui/field.tsx'
import { ACTION_NAMES } from './action-words.ts'

interface Filter {
  action: string | null
  actor: string | null
}

interface AuditFiltersProps {
  entries: AuditEntry[]
  filter: Filter
  onFilter(next: Partial<Filter>): void
}

/** Over what is loaded: the trail itself is kept in one order and has no other. */
export function AuditFilters({ entries, filter, onFilter }: AuditFiltersProps) {
  const actions = [...new Set([...Object.keys(ACTION_NAMES), ...entries.map(({ action }) => action)])]
  const actors = new Map(entries.map(({ actor }) => [actor.id, actor.name]))
  return (
    <>
      <Select
        aria-label="Act"
        className="w-auto"
        value={filter.action ?? ''}
        onChange={({ target }) => onFilter({ action: target.value || null })}
      >
        <option value="">Every act</option>
        {actions.map((action) => (
          <option key={action} value={action}>
            {ACTION_NAMES[action] ?? action}
          </option>
        ))}
      </Select>
      <Select
        aria-label="By whom"
        className="w-auto max-w-[220px]"
        value={filter.actor ?? ''}
        onChange={({ target }) => onFilter({ actor: target.value || null })}
      >
        <option value="">By anybody</option>
        {filter.actor && !actors.has(filter.actor) && <option value={filter.actor}>{filter.actor}</option>}
        {[...actors].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </>
  )
}
