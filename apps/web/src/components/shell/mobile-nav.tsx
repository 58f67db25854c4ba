'use client'
import { Menu } from 'lucide-react'
import { lazy } from 'react'
import { OnDemand } from '#/components/ui/on-demand.tsx'

const load = () => import('./mobile-menu.tsx').then(({ MobileMenu }) => ({ default: MobileMenu }))
const MobileMenu = lazy(load)

export function MobileNav() {
  const trigger = (
    <button type="button" aria-label="Menu" className="-ml-1 rounded-md p-1 text-mute md:hidden">
      <Menu className="size-4" />
    </button>
  )
  return (
    <OnDemand trigger={trigger} popup="dialog" preload={load}>
      <MobileMenu trigger={trigger} />
    </OnDemand>
  )
}
