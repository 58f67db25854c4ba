'use client'
import type { ReactElement } from 'react'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '#/components/ui/menu.tsx'
import type { ExportFormat } from './write-export.ts'

export const ExportMenu = ({
  trigger,
  onExport,
}: {
  trigger: ReactElement
  onExport(format: ExportFormat): void
}) => (
  <Menu defaultOpen>
    <MenuTrigger asChild>{trigger}</MenuTrigger>
    <MenuContent className="w-60">
      <MenuLabel>Everything that matches the filter, on all pages</MenuLabel>
      <MenuItem onSelect={() => onExport('csv')}>CSV</MenuItem>
      <MenuItem onSelect={() => onExport('json')}>JSON</MenuItem>
    </MenuContent>
  </Menu>
)
