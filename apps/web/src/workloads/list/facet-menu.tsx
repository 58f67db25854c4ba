'use client'
import { CAUSES, ISOLATIONS, RUNTIMES, STATUSES } from '@isola/domain'
import type { ReactElement } from 'react'
import { Status } from '#/components/status.tsx'
import {
  Menu,
  MenuCheckbox,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from '#/components/ui/menu.tsx'
import { formatCount } from '#/lib/format-count.ts'
import type { Counts } from './counts.ts'
import { toggled } from './toggled.ts'
import { useCounts } from './use-counts.ts'
import { useView } from './use-view.ts'

const VALUES = { status: STATUSES, cause: CAUSES, isolation: ISOLATIONS, runtime: RUNTIMES }
export type Facet = keyof typeof VALUES

/** What counts say when nothing narrows them, and when the other of the two does. */
const OF_EVERYTHING =
  'Counts are of the whole record: only isolation and runtime narrow them, no other filter does.'
const COUNTED: Record<Facet, (counts: Counts) => Record<string, number>> = {
  status: ({ byStatus }) => byStatus,
  cause: ({ byCause }) => byCause,
  isolation: ({ byIsolation }) => byIsolation,
  runtime: ({ byRuntime }) => byRuntime,
}

export const FacetMenu = ({ facet, trigger }: { facet: Facet; trigger: ReactElement }) => (
  <Menu defaultOpen>
    <MenuTrigger asChild>{trigger}</MenuTrigger>
    <MenuContent align="start" className="w-60">
      <Choices facet={facet} />
    </MenuContent>
  </Menu>
)

function Choices({ facet }: { facet: Facet }) {
  const { params, input, setFilter } = useView()
  // A facet does not narrow itself: what could be added keeps its count.
  const { [facet as 'isolation']: _, ...others } = input.filter
  const counts = useCounts(others)
  const chosen: readonly string[] | null = params[facet]
  const choose = (value: string) => setFilter({ [facet]: toggled<string>(VALUES[facet], chosen, value) })
  return (
    <>
      {VALUES[facet].map((value) => (
        <MenuCheckbox
          key={value}
          checked={chosen?.includes(value) ?? false}
          onCheckedChange={() => choose(value)}
        >
          <span className="flex-1">
            {facet === 'status' ? <Status status={value as (typeof STATUSES)[number]} /> : value}
          </span>
          <span className="text-fact text-mute">
            {counts && formatCount(COUNTED[facet](counts)[value] ?? 0)}
          </span>
        </MenuCheckbox>
      ))}
      <MenuSeparator />
      <MenuItem disabled={!chosen} onSelect={() => setFilter({ [facet]: null })}>
        Any {facet}
      </MenuItem>
      <MenuLabel>{OF_EVERYTHING}</MenuLabel>
    </>
  )
}
