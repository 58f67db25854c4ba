'use client'
import { lazy } from 'react'
import { OnDemand } from '#/components/ui/on-demand.tsx'
import { useMe } from '#/lib/me.tsx'

const load = () => import('./account-menu.tsx').then(({ AccountMenu }) => ({ default: AccountMenu }))
const AccountMenu = lazy(load)

export function Account() {
  const { name, role } = useMe()
  const trigger = (
    <button
      type="button"
      className="flex items-center justify-between gap-2 rounded-md px-2 py-1.5 text-left text-mute hover:bg-hover hover:text-text"
    >
      <span className="truncate">{name}</span>
      <span className="text-fact text-faint">{role}</span>
    </button>
  )
  return (
    <OnDemand trigger={trigger} popup="menu" preload={load}>
      <AccountMenu name={name} trigger={trigger} />
    </OnDemand>
  )
}
