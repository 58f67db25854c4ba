'use client'
import { type ReactNode, useEffect } from 'react'
import { cn } from '#/lib/cn.ts'
import { useTimes } from '#/lib/time.tsx'
import { useLive } from '#/live/live-provider.tsx'
import { MobileNav } from './mobile-nav.tsx'
import { Search } from './search.tsx'

export function TopBar({ title, actions }: { title: ReactNode; actions?: ReactNode }) {
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-3 border-line border-b bg-bg px-4 md:px-5">
      <MobileNav />
      <div className="min-w-0 flex-1">
        {typeof title === 'string' ? <h1 className="truncate font-semibold text-title">{title}</h1> : title}
      </div>
      <LiveState />
      <ZoneSwitch />
      <Search />
      {actions}
    </header>
  )
}

const LIVE = {
  live: ['bg-completed', 'Live', 'Changes appear as they happen'],
  connecting: ['bg-pending', 'Connecting', 'Connecting to the stream of changes'],
  polling: [
    'bg-pending',
    'Polling',
    'The stream of changes is not available: the page asks again every 5 seconds',
  ],
  away: [
    'bg-failed',
    'No answer',
    'The server does not answer: what is shown may be old. It is asked again and again',
  ],
} as const

function LiveState() {
  const { state, begin } = useLive()
  // Hydrated together with its page.
  useEffect(begin, [begin])
  const [dot, text, title] = LIVE[state]
  return (
    <span
      role="status"
      title={title}
      className={cn(
        'items-center gap-1.5 whitespace-nowrap text-[12px] text-mute',
        // A phone has room for bad news only.
        state === 'polling' || state === 'away' ? 'flex' : 'hidden sm:flex',
      )}
    >
      <span className={cn('size-[7px] rounded-full', dot)} />
      {text}
    </span>
  )
}

function ZoneSwitch() {
  const { zone, setZone } = useTimes()
  const other = zone === 'utc' ? 'local' : 'utc'
  return (
    <button
      type="button"
      title={`Times are ${zone === 'utc' ? 'UTC' : 'local'}. Switch to ${other === 'utc' ? 'UTC' : 'local'}`}
      onClick={() => setZone(other)}
      className="hidden text-[12px] text-mute hover:text-text sm:block"
    >
      {zone === 'utc' ? 'UTC' : 'Local'}
    </button>
  )
}
