'use client'
import type { ReactElement } from 'react'
import {
  Menu,
  MenuCheckbox,
  MenuContent,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '#/components/ui/menu.tsx'
import { COLUMN_KEYS } from './column-keys.ts'
import { COLUMNS } from './columns.tsx'
import { toggled } from './toggled.ts'
import { useView } from './use-view.ts'

export function ColumnsMenu({ trigger }: { trigger: ReactElement }) {
  const { params, set } = useView()
  const { columns } = params
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        {COLUMN_KEYS.map((column) => (
          <MenuCheckbox
            key={column}
            checked={columns.includes(column)}
            // The name is the way to the workload.
            disabled={column === 'name'}
            onCheckedChange={() =>
              set({ columns: toggled(COLUMN_KEYS, columns, column) }, { history: 'replace' })
            }
          >
            {COLUMNS[column].name}
          </MenuCheckbox>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => set({ columns: null }, { history: 'replace' })}>
          As it was at first
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
