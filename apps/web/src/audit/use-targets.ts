'use client'
import type { AuditEntry } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#/trpc/client.tsx'

export interface Target {
  name: string
  /** Null for what is no more. */
  href: string | null
}

const MOST = 200

/** What the ids in the trail stand for: by the lists of today, and for what is gone by the trail itself. */
export function useTargets(entries: AuditEntry[]): ReadonlyMap<string, Target> {
  const trpc = useTRPC()
  const users = useQuery(trpc.admin.users.list.queryOptions({ limit: MOST })).data?.items ?? []
  const keys = useQuery(trpc.admin.keys.list.queryOptions({ limit: MOST })).data?.items ?? []
  const gone = entries.flatMap(({ target, details }) => {
    const name = nameIn(details)
    return target && name ? [[target, { name, href: null }] as const] : []
  })
  return new Map<string, Target>([
    ...gone,
    ...users.map(({ id, email }) => [id, { name: email, href: `/settings/users?of=${id}` }] as const),
    ...keys.map(({ id, name }) => [id, { name, href: `/settings/keys?of=${id}` }] as const),
  ])
}

function nameIn(details: AuditEntry['details']): string | null {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return null
  const { email, name } = details
  return typeof email === 'string' ? email : typeof name === 'string' ? name : null
}
