'use client'
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { useNow } from './clock.ts'
import { cn } from './cn.ts'
import { remember } from './remember.ts'

export type Zone = 'utc' | 'local'
const COOKIE = 'isola.zone'

interface Times {
  zone: Zone
  setZone(zone: Zone): void
}

const TimesContext = createContext<Times | null>(null)

/** One switch that every time obeys. In a cookie, so that the server renders the same. */
export function TimesProvider({ zone: initial, children }: { zone: Zone; children: ReactNode }) {
  const [store] = useMemo(() => [createStore(initial)], [initial])
  const zone = useSyncExternalStore(store.subscribe, store.get, () => initial)
  const value = useMemo(() => ({ zone, setZone: store.set }), [zone, store])
  return <TimesContext value={value}>{children}</TimesContext>
}

function createStore(initial: Zone) {
  let zone = initial
  const listeners = new Set<() => void>()
  return {
    get: () => zone,
    set(next: Zone) {
      zone = next
      remember(COOKIE, next)
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useTimes(): Times {
  const times = useContext(TimesContext)
  if (!times) throw new Error('useTimes needs a TimesProvider')
  return times
}

const options = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
} as const
const formats = {
  utc: new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: 'UTC' }),
  local: new Intl.DateTimeFormat('sv-SE', options),
}

/** 2026-03-01 12:04:31.882 UTC; a local time names its zone. */
export function formatExact(iso: string, zone: Zone): string {
  const text = formats[zone].format(new Date(iso)).replace(',', '.')
  return `${text} ${zone === 'utc' ? 'UTC' : zoneName(iso)}`
}

const zoneName = (iso: string): string =>
  new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(new Date(iso))
    .find(({ type }) => type === 'timeZoneName')?.value ?? 'local'

/** Relative, exact on hover; the zone is named there. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const { zone } = useTimes()
  const current = useNow()
  const exact = formatExact(at, zone)
  const text = current === null ? exact.slice(0, 19) : agoOf(current - Date.parse(at))
  return (
    <time dateTime={at} title={exact} className={cn('whitespace-nowrap', className)}>
      {text}
    </time>
  )
}

const UNITS = [
  ['d', 24 * 3_600_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** Behind us by less, it is a clock that differs and no time to come. */
const COMING_MS = 60_000

/** One unit: what matters in a list is which is older. */
function agoOf(ms: number): string {
  const comes = ms <= -COMING_MS
  const [unit, length] = UNITS.find(([, unitMs]) => Math.abs(ms) >= unitMs) ?? []
  if (!unit || (ms < 0 && !comes)) return 'just now'
  const count = `${Math.floor(Math.abs(ms) / length)} ${unit}`
  return comes ? `in ${count}` : `${count} ago`
}
