'use client'
import type { ParsedWorkloadFilter, WorkloadStats } from '@isola/domain'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useTRPC } from '#/trpc/client.tsx'
import { addCounts, countQueries } from './counts.ts'

/** How many there are of each, from the counters: narrowed by isolation and runtime and by nothing else. */
export function useCounts(filter: Pick<ParsedWorkloadFilter, 'isolation' | 'runtime'>) {
  const trpc = useTRPC()
  return useQueries({
    queries: countQueries(filter).map((narrow) => trpc.stats.summary.queryOptions(narrow)),
    combine,
  })
}

const combine = (answers: UseQueryResult<WorkloadStats, unknown>[]) =>
  addCounts(answers.map(({ data }) => data))
