'use client'
import { ISOLATIONS, RUNTIMES } from '@isola/domain'
import { useQueryStates } from 'nuqs'
import { Select } from '#/components/ui/field.tsx'
import { Segments } from '#/components/ui/segments.tsx'
import { RANGE_NAMES, RANGES } from '#/lib/ranges.ts'
import { statsParams } from './search-params.ts'

/** What statistics can be narrowed by: the range, and the dimensions that every aggregate is kept in. */
export function Controls() {
  const [{ range, isolation, runtime }, setParams] = useQueryStates(statsParams, { shallow: false })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segments
        label="Range"
        value={range}
        onChange={(next) => void setParams({ range: next })}
        options={RANGES.map((value) => ({ value, name: RANGE_NAMES[value] }))}
      />
      <Select
        aria-label="Isolation"
        className="w-auto"
        value={isolation ?? ''}
        onChange={({ target }) =>
          void setParams({ isolation: ISOLATIONS.find((value) => value === target.value) ?? null })
        }
      >
        <option value="">Every isolation</option>
        {ISOLATIONS.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
      <Select
        aria-label="Runtime"
        className="w-auto"
        value={runtime ?? ''}
        onChange={({ target }) =>
          void setParams({ runtime: RUNTIMES.find((value) => value === target.value) ?? null })
        }
      >
        <option value="">Every runtime</option>
        {RUNTIMES.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    </div>
  )
}
