'use client'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '#/lib/clock.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { useTRPC } from '#/trpc/client.tsx'

export function OldestPending() {
  const trpc = useTRPC()
  const now = useNow()
  const { data } = useQuery(trpc.stats.attention.queryOptions())
  const oldest = data?.oldestPending[0]
  if (!oldest) return 'none waits'
  if (now === null) return 'waiting'
  const waiting = Math.max(0, now - Date.parse(oldest.createdAt))
  return `oldest ${formatDuration(Math.floor(waiting / 1_000) * 1_000)}`
}
