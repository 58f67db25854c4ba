import type { AuditEntry } from '@isola/domain'
import { formatExact, type Zone } from '#/lib/time.tsx'

/** What an entry says beyond its sentence, as names and values; of changes the new ones, which is what is kept. */
export function detailsOf(
  details: AuditEntry['details'],
  target: string | undefined,
  zone: Zone,
): [name: string, value: string][] {
  if (details === null) return []
  if (typeof details !== 'object' || Array.isArray(details)) return [['', JSON.stringify(details)]]
  return Object.entries(details).flatMap(([name, value]): [string, string][] =>
    value === target || (Array.isArray(value) && value.length === 0) ? [] : [factOf(name, value, zone)],
  )
}

function factOf(name: string, value: unknown, zone: Zone): [string, string] {
  if (name === 'disabled') return ['sign-in', value ? 'disabled' : 'enabled']
  if (name === 'setUp') return ['by', 'the set-up link']
  if (name === 'address' && value === null) return ['address', 'many']
  if (name === 'expiresAt')
    return ['expires', typeof value === 'string' ? formatExact(value, zone).replace(/\.\d+/, '') : 'never']
  if (Array.isArray(value)) return [name, value.join(', ')]
  return [name, typeof value === 'string' ? value : JSON.stringify(value)]
}
