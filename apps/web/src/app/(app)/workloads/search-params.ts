import { CAUSES, ISOLATIONS, LIMITS, RUNTIMES, STATUSES } from '@isola/domain'
import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsStringLiteral,
} from 'nuqs/server'
import { RANGES } from '#/lib/ranges.ts'
import { COLUMN_KEYS, DEFAULT_COLUMNS } from '#/workloads/list/column-keys.ts'
import { parseAsWindow } from '#/workloads/list/parse-as-window.ts'
import {
  parseAsAnyOf,
  parseAsCreator,
  parseAsHash,
  parseAsId,
  parseAsIdPrefix,
  parseAsLabel,
  parseAsText,
  parseAsTime,
  parseAsWhole,
} from '#/workloads/list/parsers.ts'

const INT32 = 2 ** 31
const durationMs = parseAsWhole(0, LIMITS.durationMs)
const range = parseAsStringLiteral(RANGES)

/** By the names of the filter grammar. `created` and `finished` are ranges up to now, and stay so: the list resolves them. */
export const filterParams = {
  status: parseAsAnyOf(STATUSES),
  cause: parseAsAnyOf(CAUSES),
  isolation: parseAsAnyOf(ISOLATIONS),
  requestedIsolation: parseAsAnyOf(ISOLATIONS),
  runtime: parseAsAnyOf(RUNTIMES),
  created: range,
  createdFrom: parseAsTime,
  createdTo: parseAsTime,
  finished: range,
  finishedFrom: parseAsTime,
  finishedTo: parseAsTime,
  durationMinMs: durationMs,
  durationMaxMs: durationMs,
  exitCode: parseAsWhole(-INT32, INT32 - 1),
  label: parseAsLabel,
  nodeId: parseAsText(LIMITS.nameLength),
  createdBy: parseAsCreator,
  retryOf: parseAsId,
  inputHash: parseAsHash,
  id: parseAsId,
  idPrefix: parseAsIdPrefix,
  text: parseAsText(LIMITS.nameLength),
}
export type FilterParams = inferParserType<typeof filterParams>
export type FilterKey = keyof FilterParams
export type FilterPatch = { [Key in FilterKey]?: FilterParams[Key] | null }

/** How the list is looked at. */
const viewParams = {
  order: parseAsStringLiteral(['newest', 'oldest']).withDefault('newest'),
  columns: parseAsArrayOf(parseAsStringLiteral(COLUMN_KEYS)).withDefault([...DEFAULT_COLUMNS]),
  /** The page after this workload. */
  cursor: parseAsId,
  /** The times that the strip of ended workloads shows. */
  strip: parseAsWindow,
}

export const workloadsParams = { ...filterParams, ...viewParams }
export type WorkloadsParams = inferParserType<typeof workloadsParams>
export const loadWorkloadsParams = createLoader(workloadsParams)
export const serializeWorkloadsParams = createSerializer(workloadsParams)
