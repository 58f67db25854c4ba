'use client'
import { lazy } from 'react'
import { OnDemand } from '#/components/ui/on-demand.tsx'
import { cn } from '#/lib/cn.ts'
import type { Facet } from './facet-menu.tsx'
import { useView } from './use-view.ts'

const load = () => import('./facet-menu.tsx').then(({ FacetMenu }) => ({ default: FacetMenu }))
const FacetMenu = lazy(load)

const FACETS: { facet: Facet; name: string }[] = [
  { facet: 'status', name: 'Status' },
  { facet: 'cause', name: 'Cause' },
  { facet: 'isolation', name: 'Isolation' },
  { facet: 'runtime', name: 'Runtime' },
]

export const Facets = () => FACETS.map((props) => <FacetButton key={props.facet} {...props} />)

function FacetButton({ facet, name }: { facet: Facet; name: string }) {
  const chosen = useView().params[facet]?.length ?? 0
  const trigger = (
    <button
      type="button"
      aria-label={chosen > 0 ? `${name}, ${chosen} chosen` : name}
      className={cn(
        'flex h-[24px] shrink-0 items-center gap-1 rounded px-1.5 text-[12px] text-mute hover:bg-hover hover:text-text',
        chosen > 0 && 'font-medium text-text',
      )}
    >
      {name} <Caret />
    </button>
  )
  return (
    <OnDemand trigger={trigger} popup="menu" preload={load}>
      <FacetMenu facet={facet} trigger={trigger} />
    </OnDemand>
  )
}

const Caret = () => (
  <svg viewBox="0 0 8 8" aria-hidden className="size-2" fill="none" stroke="currentColor" strokeWidth="1.4">
    <path d="M1 2.5l3 3 3-3" />
  </svg>
)
