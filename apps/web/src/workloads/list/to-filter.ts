import type { ParsedWorkloadFilter } from '@isola/domain'
import type { FilterParams } from '#/app/(app)/workloads/search-params.ts'
import { RANGE_MS, type Range } from '#/lib/ranges.ts'

const MINUTE_MS = 60_000

/** Relative ranges begin at a whole minute: what the server has just rendered is then not another question. */
export const wholeMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** The filter that a URL stands for at a time. */
export function toFilter(params: FilterParams, at: number): ParsedWorkloadFilter {
  const { created, finished, createdFrom, finishedFrom, ...rest } = params
  const filter: Record<string, unknown> = {
    ...rest,
    createdFrom: createdFrom ?? since(created, at),
    finishedFrom: finishedFrom ?? since(finished, at),
  }
  const given = Object.entries(filter).filter(
    ([key, value]) => KEYS.has(key) && value != null && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(given)
}

const since = (range: Range | null, at: number): string | null =>
  range && new Date(wholeMinute(at) - RANGE_MS[range]).toISOString()

/** What belongs to the grammar: the URL holds more. */
const KEYS: ReadonlySet<string> = new Set<keyof ParsedWorkloadFilter>([
  'id',
  'idPrefix',
  'status',
  'cause',
  'isolation',
  'requestedIsolation',
  'runtime',
  'label',
  'nodeId',
  'retryOf',
  'inputHash',
  'createdBy',
  'createdFrom',
  'createdTo',
  'finishedFrom',
  'finishedTo',
  'durationMinMs',
  'durationMaxMs',
  'exitCode',
  'text',
])
