'use client'
import { lazy } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { OnDemand } from '#/components/ui/on-demand.tsx'

const load = () => import('./columns-menu.tsx').then(({ ColumnsMenu }) => ({ default: ColumnsMenu }))
const ColumnsMenu = lazy(load)

export function ColumnsButton() {
  const trigger = <Button className="max-sm:hidden">Columns</Button>
  return (
    <OnDemand trigger={trigger} popup="menu" preload={load}>
      <ColumnsMenu trigger={trigger} />
    </OnDemand>
  )
}
