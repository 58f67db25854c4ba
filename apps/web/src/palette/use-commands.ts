'use client'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { whyNotOperate } from '#/actions/permissions.ts'
import { navOf } from '#/components/shell/nav-items.ts'
import { toDensity } from '#/lib/density.ts'
import { useMe } from '#/lib/me.tsx'
import { showOverlay } from '#/lib/overlay.ts'
import { signOut } from '#/lib/sign-in.ts'
import { useTimes } from '#/lib/time.tsx'
import { setDensity } from '#/lib/use-density.ts'

export interface Command {
  group: 'Go to' | 'Do'
  name: string
  /** Other words for it. */
  words?: string
  /** Its key outside the palette. */
  key?: string
  run(): void
}

/** Pages and actions that are offered to whoever is signed in, as things stand. */
export function useCommands(): Command[] {
  const router = useRouter()
  const me = useMe()
  const { theme, setTheme } = useTheme()
  const { zone, setZone } = useTimes()
  const comfortable = toDensity(document.documentElement.dataset.density) === 'comfortable'
  const go = (href: string) => () => router.push(href)
  const pages = navOf(me.role).map(
    ({ name, href, key }): Command => ({ group: 'Go to', name, key: `g ${key}`, run: go(href) }),
  )
  const admin: Command[] =
    me.role === 'admin'
      ? [
          { group: 'Go to', name: 'Users', words: 'settings people roles', run: go('/settings/users') },
          { group: 'Go to', name: 'API keys', words: 'settings tokens', run: go('/settings/keys') },
        ]
      : []
  const make: Command[] = whyNotOperate(me)
    ? []
    : [{ group: 'Do', name: 'New workload', words: 'create submit run', key: 'c', run: go('/workloads/new') }]
  const themes = (['system', 'light', 'dark'] as const)
    .filter((name) => name !== theme)
    .map((name): Command => ({ group: 'Do', name: `Theme: ${name}`, run: () => setTheme(name) }))
  return [
    ...pages,
    ...admin,
    ...make,
    ...themes,
    {
      group: 'Do',
      name: zone === 'utc' ? 'Times in local time' : 'Times in UTC',
      words: 'time zone utc local',
      run: () => setZone(zone === 'utc' ? 'local' : 'utc'),
    },
    {
      group: 'Do',
      name: comfortable ? 'Compact rows' : 'Comfortable rows',
      words: 'density',
      run: () => setDensity(comfortable ? 'compact' : 'comfortable'),
    },
    { group: 'Do', name: 'Keys', words: 'shortcuts help', key: '?', run: () => showOverlay('keys') },
    { group: 'Do', name: 'Sign out', words: 'log out leave', run: () => void signOut() },
  ]
}
