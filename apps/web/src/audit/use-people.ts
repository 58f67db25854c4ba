'use client'
import type { AuditEntry } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#/trpc/client.tsx'

export interface Target {
  name: string
  /** Null for what is no more. */
  href: string | null
}

export interface People {
  /** What the ids in the trail stand for. */
  targets: ReadonlyMap<string, Target>
  /** Whoever may have done something, by `kind:id`. */
  actors: ReadonlyMap<string, string>
  /** There are more than are listed here. */
  more: boolean
}

/** As many as one request answers. */
const MOST = { limit: 200 }

/** Users and keys by the lists of today, and what is gone by the trail itself. */
export function usePeople(entries: readonly AuditEntry[]): People {
  const trpc = useTRPC()
  const users = useQuery(trpc.admin.users.list.queryOptions(MOST)).data
  const keys = useQuery(trpc.admin.keys.list.queryOptions(MOST)).data
  const gone = entries.flatMap(({ target, details }) => {
    const name = nameIn(details)
    return target && name ? [[target, { name, href: null }] as const] : []
  })
  return {
    targets: new Map<string, Target>([
      ...gone,
      ...(users?.items ?? []).map(
        ({ id, email }) => [id, { name: email, href: `/settings/users?of=${id}` }] as const,
      ),
      ...(keys?.items ?? []).map(({ id, name }) => [id, { name, href: `/settings/keys?of=${id}` }] as const),
    ]),
    actors: new Map([
      ...entries.map(({ actor: { kind, id, name } }) => [`${kind}:${id}`, `${name}, ${kind}`] as const),
      ...(users?.items ?? []).map(({ id, name, email }) => [`user:${id}`, `${name}, ${email}`] as const),
      ...(keys?.items ?? []).map(({ id, name }) => [`key:${id}`, `${name}, key`] as const),
    ]),
    more: Boolean(users?.nextCursor ?? keys?.nextCursor),
  }
}

function nameIn(details: AuditEntry['details']): string | null {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return null
  const { email, name } = details
  return typeof email === 'string' ? email : typeof name === 'string' ? name : null
}
