'use client'
import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { NearLink } from '#/components/near-link.tsx'
import { cn } from '#/lib/cn.ts'
import { formatCount } from '#/lib/format-count.ts'
import { useMe } from '#/lib/me.tsx'
import { useRunners } from '#/runners/use-runners.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { type NavItem, navOf } from './nav-items.ts'

export function Nav({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname()
  const { role } = useMe()
  const isCurrent = (href: string) => (href === '/' ? pathname === '/' : pathname.startsWith(href))
  return (
    <nav aria-label="Main" className="flex flex-col gap-0.5">
      {navOf(role).map((item) => (
        <NearLink
          key={item.href}
          href={item.href}
          {...(onNavigate && { onClick: onNavigate })}
          aria-current={isCurrent(item.href) ? 'page' : undefined}
          className={cn(
            'flex items-center justify-between rounded-md px-2 py-1.5 text-mute hover:text-text',
            isCurrent(item.href) && 'bg-hover font-medium text-text',
          )}
        >
          {item.name}
          <Figure of={item.count} />
        </NearLink>
      ))}
    </nav>
  )
}

const FIGURES = { workloads: Workloads, runners: LiveRunners }
const AGAIN_MS = 30_000

function Figure({ of }: { of: NavItem['count'] }) {
  const Count = of && FIGURES[of]
  return Count ? (
    <span className="font-normal text-fact text-faint">
      <Count />
    </span>
  ) : null
}

function Workloads() {
  const { data } = useQuery(useTRPC().stats.summary.queryOptions())
  return data ? formatCount(data.total) : null
}

/** Where there are more runners than were read, it says that it counts only these. */
function LiveRunners() {
  const { data } = useRunners(AGAIN_MS)
  if (!data) return null
  const live = formatCount(data.items.filter((runner) => runner.live).length)
  return data.nextCursor ? `${live}+` : live
}
