import type { StatsFilter } from '@isola/domain'
import type { TimeRange } from '#/lib/ranges.ts'

/** The same question from the page and from its charts. */
export const activityInput = ({ from, to }: TimeRange, filter: StatsFilter) => ({ from, to, ...filter })

export const filterOf = ({
  isolation,
  runtime,
}: {
  isolation: StatsFilter['isolation'] | null
  runtime: StatsFilter['runtime'] | null
}): StatsFilter => ({ ...(isolation && { isolation }), ...(runtime && { runtime }) })

/** The range of the same length before this one. */
export function previousRange({ from, to, barMs }: TimeRange): TimeRange {
  const length = Date.parse(to) - Date.parse(from)
  return { from: new Date(Date.parse(from) - length).toISOString(), to: from, barMs }
}

/** The list of the workloads behind a figure. */
export const listHref = (filter: StatsFilter, more: Record<string, string> = {}): string =>
  `/workloads?${new URLSearchParams({ ...(filter as Record<string, string>), ...more })}`
