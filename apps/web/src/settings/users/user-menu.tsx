'use client'
import type { User } from '@isola/domain'
import type { ReactElement } from 'react'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#/components/ui/menu.tsx'
import type { UserAct } from './user-acts.ts'

interface UserMenuProps {
  user: User
  trigger: ReactElement
  onAct(act: UserAct): void
}

export const UserMenu = ({ user, trigger, onAct }: UserMenuProps) => (
  <Menu defaultOpen>
    <MenuTrigger asChild>{trigger}</MenuTrigger>
    <MenuContent>
      <MenuItem onSelect={() => onAct('role')}>Change role…</MenuItem>
      <MenuItem onSelect={() => onAct('password')}>Set a new password…</MenuItem>
      <MenuItem onSelect={() => onAct(user.disabled ? 'enable' : 'disable')}>
        {user.disabled ? 'Enable…' : 'Disable…'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => onAct('remove')}>
        <span className="text-failed">Remove…</span>
      </MenuItem>
    </MenuContent>
  </Menu>
)
