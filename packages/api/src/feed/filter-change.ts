import {
  type Change,
  errorLine,
  type FilteredChange,
  matchesFilter,
  type ParsedWorkloadFilter,
  type WorkloadSummary,
} from '@isola/domain'

/**
 * The change, if it concerns the filter: the workload is in it, or this event has taken it out. A list that is live has
 * to learn of those that leave it. What is deleted is told to all: nothing is left to tell by.
 */
export function filterChange(filter: ParsedWorkloadFilter, change: Change): FilteredChange | null {
  const { workload } = change
  if (!workload) return { ...change, matches: false }
  const matches = matchesFilter(filter, workload)
  return matches || leaves(filter, change.event, workload) ? { ...change, matches } : null
}

/** What of a workload events change, by the conditions that look at it. */
const CHANGING: Partial<Record<string, string>> = {
  status: 'status',
  cause: 'cause',
  isolation: 'isolation',
  nodeId: 'nodeId',
  exitCode: 'exitCode',
  finishedFrom: 'finishedAt',
  finishedTo: 'finishedAt',
  durationMinMs: 'durationMs',
  durationMaxMs: 'durationMs',
  text: 'error',
}

/**
 * Looks at what the event changed and at what never changes. The rest of the workload is as it is now, which for those
 * who lag behind is later than the event: they are rather told of one that they do not have than left with one too many.
 */
function leaves(
  filter: ParsedWorkloadFilter,
  { kind, changes }: Change['event'],
  workload: WorkloadSummary,
): boolean {
  if (kind === 'created' || !changes) return false
  const known = Object.fromEntries(
    Object.entries(filter).filter(([condition]) => {
      const field = CHANGING[condition]
      return field === undefined || field in changes
    }),
  )
  const at = (moment: 'old' | 'new'): WorkloadSummary => {
    const values = Object.entries(changes).map(([field, value]): [string, unknown] =>
      field === 'error' ? ['errorLine', lineOf(value[moment])] : [field, value[moment]],
    )
    return { ...workload, ...Object.fromEntries(values) }
  }
  return matchesFilter(known, at('old')) && !matchesFilter(known, at('new'))
}

const lineOf = (error: unknown): string | null => (typeof error === 'string' ? errorLine(error) : null)
