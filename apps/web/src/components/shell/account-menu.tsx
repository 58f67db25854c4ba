'use client'
import type { ReactElement } from 'react'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#/components/ui/menu.tsx'
import { signOut } from '#/lib/sign-in.ts'

export const AccountMenu = ({ name, trigger }: { name: string; trigger: ReactElement }) => (
  <Menu defaultOpen>
    <MenuTrigger asChild>{trigger}</MenuTrigger>
    <MenuContent align="start" side="top">
      <MenuLabel>{`Signed in as ${name}`}</MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>Sign out</MenuItem>
    </MenuContent>
  </Menu>
)
