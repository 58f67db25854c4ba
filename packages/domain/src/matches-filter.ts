import type { ParsedWorkloadFilter } from './filter.ts'
import { fold } from './fold.ts'
import type { WorkloadSummary } from './workload.ts'

/** The filter grammar on one workload in memory, for what is live; lists ask the database. A test compares the two. */
export function matchesFilter(filter: ParsedWorkloadFilter, workload: WorkloadSummary): boolean {
  return (
    isOneOf(filter, workload) &&
    isExactly(filter, workload) &&
    isWithin(filter, workload) &&
    hasText(filter, workload)
  )
}

const FACETS = ['status', 'cause', 'isolation', 'requestedIsolation', 'runtime'] as const

function isOneOf(filter: ParsedWorkloadFilter, workload: WorkloadSummary): boolean {
  return FACETS.every((facet) => {
    const wanted: readonly (string | null)[] | undefined = filter[facet]
    return wanted === undefined || wanted.includes(workload[facet])
  })
}

const EXACT = ['id', 'nodeId', 'retryOf', 'inputHash', 'exitCode'] as const

function isExactly(filter: ParsedWorkloadFilter, workload: WorkloadSummary): boolean {
  const { idPrefix, label, createdBy } = filter
  return (
    EXACT.every((field) => filter[field] === undefined || filter[field] === workload[field]) &&
    (idPrefix === undefined || workload.id.startsWith(idPrefix)) &&
    (label === undefined ||
      (Object.hasOwn(workload.labels, label.key) && workload.labels[label.key] === label.value)) &&
    (createdBy === undefined ||
      (createdBy.kind === workload.createdBy.kind && createdBy.id === workload.createdBy.id))
  )
}

/** Ranges are [from, to). What has no value is in no range. */
function within(value: number | null, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true
  return value !== null && (from === undefined || value >= from) && (to === undefined || value < to)
}

/** As numbers: as text, the year 10000, which a time zone can lead to, comes before all others. */
const msOf = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))

function isWithin(filter: ParsedWorkloadFilter, workload: WorkloadSummary): boolean {
  const finishedAt = workload.finishedAt === null ? null : Date.parse(workload.finishedAt)
  return (
    within(Date.parse(workload.createdAt), msOf(filter.createdFrom), msOf(filter.createdTo)) &&
    within(finishedAt, msOf(filter.finishedFrom), msOf(filter.finishedTo)) &&
    within(workload.durationMs, filter.durationMinMs, filter.durationMaxMs)
  )
}

function hasText({ text }: ParsedWorkloadFilter, { name, errorLine }: WorkloadSummary): boolean {
  if (text === undefined) return true
  return [name, errorLine].some((value) => value !== null && fold(value).includes(fold(text)))
}
