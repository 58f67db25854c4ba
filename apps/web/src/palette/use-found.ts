'use client'
import { LIMITS } from '@isola/domain'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '#/trpc/client.tsx'
import { readVisits } from './visits.ts'

const TYPED_MS = 200
const SHOWN = 8
/** Less than this begins every id of a year. */
const ID_PREFIX = /^[0-7][0-9A-HJKMNP-TV-Z]{5,25}$/i
const SHORTEST_TEXT = 2

/** Workloads by the beginning of their id, or by text in their name or error; searched a moment after the last key. */
export function useFound(query: string) {
  const trpc = useTRPC()
  const settled = useSettled(query)
  const isId = ID_PREFIX.test(settled)
  const filter = isId ? { idPrefix: settled.toUpperCase() } : { text: settled.slice(0, LIMITS.nameLength) }
  const { data, error, isFetching } = useQuery({
    ...trpc.workload.list.queryOptions({ filter, limit: SHOWN }),
    enabled: settled.length >= SHORTEST_TEXT,
    placeholderData: keepPreviousData,
  })
  const searching = query.length >= SHORTEST_TEXT && (settled !== query || isFetching)
  return { page: settled.length >= SHORTEST_TEXT ? data : undefined, error, searching, isId }
}

function useSettled(query: string): string {
  const [settled, setSettled] = useState(query)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(query), TYPED_MS)
    return () => clearTimeout(timer)
  }, [query])
  return settled
}

/** Opened lately, as they are now; those that were deleted are left out. */
export function useRecent() {
  const trpc = useTRPC()
  const [ids] = useState(readVisits)
  const answers = useQueries({
    queries: ids.map((id) => trpc.workload.list.queryOptions({ filter: { id }, limit: 1 })),
  })
  return answers.flatMap(({ data }) => data?.items ?? [])
}
