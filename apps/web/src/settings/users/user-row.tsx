'use client'
import type { User } from '@isola/domain'
import { Ellipsis } from 'lucide-react'
import { lazy } from 'react'
import { buttonClass } from '#/components/ui/button.tsx'
import { OnDemand } from '#/components/ui/on-demand.tsx'
import { Cell } from '#/components/ui/table.tsx'
import { cn } from '#/lib/cn.ts'
import { useMe } from '#/lib/me.tsx'
import { RelativeTime } from '#/lib/time.tsx'
import { usePointedAt } from '../use-pointed-at.ts'
import type { UserAct } from './user-acts.ts'

const loadMenu = () => import('./user-menu.tsx').then(({ UserMenu }) => ({ default: UserMenu }))
const UserMenu = lazy(loadMenu)

export function UserRow({ user, onAct }: { user: User; onAct(act: UserAct): void }) {
  const me = useMe()
  const trigger = (
    <button
      type="button"
      aria-label={`Actions for ${user.email}`}
      className={buttonClass('quiet', 'h-7 px-1.5')}
    >
      <Ellipsis className="size-4" />
    </button>
  )
  return (
    <tr {...usePointedAt(user.id)}>
      <Cell className="max-w-[220px] truncate max-sm:py-1.5">
        <bdi className={cn(user.disabled && 'text-mute line-through')}>{user.name}</bdi>
        {user.id === me.id && <span className="text-mute"> · you</span>}
        <span className="block truncate text-fact text-mute sm:hidden">{user.email}</span>
      </Cell>
      <Cell className={cn('max-w-[260px] truncate max-sm:hidden', user.disabled && 'text-mute')}>
        {user.email}
      </Cell>
      <Cell>
        {user.role}
        {user.disabled && <span className="text-mute"> · disabled</span>}
      </Cell>
      <Cell className="text-mute max-sm:hidden">
        <RelativeTime at={user.createdAt} />
      </Cell>
      <Cell className="px-2 text-right">
        <OnDemand trigger={trigger} popup="menu" preload={loadMenu}>
          <UserMenu user={user} trigger={trigger} onAct={onAct} />
        </OnDemand>
      </Cell>
    </tr>
  )
}
