import type { ParsedWorkloadFilter, StatsFilter, WorkloadStats } from '@isola/domain'

type Counted = Pick<ParsedWorkloadFilter, 'isolation' | 'runtime'>

/** Statistics know one isolation and one runtime at a time: those of several are added up. Undefined: of everything. */
export function countQueries({ isolation, runtime }: Counted): (StatsFilter | undefined)[] {
  const isolations = isolation?.map((value) => ({ isolation: value })) ?? [{}]
  const runtimes = runtime?.map((value) => ({ runtime: value })) ?? [{}]
  return isolations.flatMap((one) =>
    runtimes.map((other) => (isolation || runtime ? { ...one, ...other } : undefined)),
  )
}

export type Counts = Pick<WorkloadStats, 'total' | 'byStatus' | 'byCause' | 'byIsolation' | 'byRuntime'>

export function addCounts(all: readonly (Counts | undefined)[]): Counts | undefined {
  return all.reduce((sum, one) => {
    if (!sum || !one) return undefined
    return {
      total: sum.total + one.total,
      byStatus: addEach(sum.byStatus, one.byStatus),
      byCause: addEach(sum.byCause, one.byCause),
      byIsolation: addEach(sum.byIsolation, one.byIsolation),
      byRuntime: addEach(sum.byRuntime, one.byRuntime),
    }
  })
}

const addEach = <Key extends string>(a: Record<Key, number>, b: Record<Key, number>): Record<Key, number> =>
  Object.fromEntries(Object.entries<number>(a).map(([key, count]) => [key, count + b[key as Key]])) as Record<
    Key,
    number
  >
