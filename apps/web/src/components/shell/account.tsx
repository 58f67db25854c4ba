'use client'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#/components/ui/menu.tsx'
import { useMe } from '#/lib/me.tsx'
import { signOut } from '#/lib/sign-in.ts'

export function Account() {
  const { name, role } = useMe()
  return (
    <Menu>
      <MenuTrigger className="flex items-center justify-between gap-2 rounded-md px-2 py-1.5 text-left text-mute hover:bg-hover hover:text-text">
        <span className="truncate">{name}</span>
        <span className="text-fact text-faint">{role}</span>
      </MenuTrigger>
      <MenuContent align="start" side="top">
        <MenuLabel>{`Signed in as ${name}`}</MenuLabel>
        <MenuSeparator />
        <MenuItem onSelect={() => void signOut()}>Sign out</MenuItem>
      </MenuContent>
    </Menu>
  )
}
