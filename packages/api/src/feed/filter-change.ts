import {
  type Change,
  type FilteredChange,
  LIMITS,
  matchesFilter,
  type ParsedWorkloadFilter,
  type WorkloadSummary,
} from '@isola/domain'

/**
 * The change, if it concerns the filter: the workload is in it, or was before this event. A list that is live has to
 * learn of those that leave it. What is deleted is told to all: nothing is left to tell by.
 */
export function filterChange(filter: ParsedWorkloadFilter, change: Change): FilteredChange | null {
  const { workload } = change
  if (!workload) return { ...change, matches: false }
  const matches = matchesFilter(filter, workload)
  return matches || matchesFilter(filter, before(change, workload)) ? { ...change, matches } : null
}

/** The workload with what the event changed undone. */
function before({ event }: Change, workload: WorkloadSummary): WorkloadSummary {
  if (event.kind === 'created' || !event.changes) return workload
  const earlier: Record<string, unknown> = { ...workload }
  for (const [field, { old }] of Object.entries(event.changes)) {
    if (field === 'error') earlier.errorLine = firstLine(old as string | null)
    else if (field in earlier) earlier[field] = old
  }
  return earlier as WorkloadSummary
}

const firstLine = (error: string | null): string | null =>
  error === null ? null : [...(error.split('\n', 1)[0] ?? '')].slice(0, LIMITS.errorLineLength).join('')
