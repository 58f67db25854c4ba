'use client'
import { usePathname } from 'next/navigation'
import { NearLink } from '#/components/near-link.tsx'
import { cn } from '#/lib/cn.ts'
import { useMe } from '#/lib/me.tsx'

const PAGES = [
  { href: '/settings', name: 'You' },
  { href: '/settings/users', name: 'Users' },
  { href: '/settings/keys', name: 'API keys' },
]

/** Of the settings' pages one is for everyone: only admins are shown that there are more. */
export function SettingsNav() {
  const pathname = usePathname()
  if (useMe().role !== 'admin') return null
  return (
    <nav aria-label="Settings" className="flex gap-1">
      {PAGES.map(({ href, name }) => (
        <NearLink
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className={cn(
            'rounded-md px-2.5 py-1 text-[12px] text-mute hover:text-text',
            pathname === href && 'bg-hover font-medium text-text',
          )}
        >
          {name}
        </NearLink>
      ))}
    </nav>
  )
}
