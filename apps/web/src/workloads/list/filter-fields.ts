import type { FilterKey, FilterParams } from '#/app/(app)/workloads/search-params.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { RANGE_NAMES } from '#/lib/ranges.ts'
import { formatExact, type Zone } from '#/lib/time.tsx'

/** What a person sets as one thing: one chip, one editor, one or more keys of the URL. */
export interface FilterField {
  name: string
  keys: readonly FilterKey[]
  /** What the chip says; null when it is not set. */
  text(params: FilterParams, zone: Zone): string | null
}

const listed =
  (key: 'status' | 'cause' | 'isolation' | 'requestedIsolation' | 'runtime'): FilterField['text'] =>
  (params) =>
    params[key]?.join(' or ') || null

const said =
  (key: 'nodeId' | 'retryOf' | 'inputHash' | 'idPrefix' | 'id' | 'text'): FilterField['text'] =>
  (params) =>
    params[key]

const times =
  (key: 'created' | 'finished'): FilterField['text'] =>
  (params, zone) => {
    const { [key]: range, [`${key}From` as const]: from, [`${key}To` as const]: to } = params
    if (range) return `last ${RANGE_NAMES[range]}`
    const time = (iso: string) =>
      formatExact(iso, zone)
        .replace(/\.000 /, ' ')
        .replace(/:00 /, ' ')
    if (from && to) return `${time(from).replace(/ [^ ]+$/, '')} – ${time(to)}`
    if (from) return `from ${time(from)}`
    return to && `before ${time(to)}`
  }

function durations({ durationMinMs: least, durationMaxMs: most }: FilterParams): string | null {
  if (least !== null && most !== null) return `${formatDuration(least)} – ${formatDuration(most)}`
  if (least !== null) return `at least ${formatDuration(least)}`
  return most === null ? null : `under ${formatDuration(most)}`
}

const FIELDS = {
  status: { name: 'status', keys: ['status'], text: listed('status') },
  cause: { name: 'cause', keys: ['cause'], text: listed('cause') },
  isolation: { name: 'isolation', keys: ['isolation'], text: listed('isolation') },
  runtime: { name: 'runtime', keys: ['runtime'], text: listed('runtime') },
  created: { name: 'created', keys: ['created', 'createdFrom', 'createdTo'], text: times('created') },
  finished: { name: 'finished', keys: ['finished', 'finishedFrom', 'finishedTo'], text: times('finished') },
  duration: { name: 'duration', keys: ['durationMinMs', 'durationMaxMs'], text: durations },
  exitCode: {
    name: 'exit code',
    keys: ['exitCode'],
    text: ({ exitCode }) => (exitCode === null ? null : String(exitCode)),
  },
  label: {
    name: 'label',
    keys: ['label'],
    text: ({ label }) => label && `${label.key} = ${label.value}`,
  },
  nodeId: { name: 'node', keys: ['nodeId'], text: said('nodeId') },
  requestedIsolation: {
    name: 'requested isolation',
    keys: ['requestedIsolation'],
    text: listed('requestedIsolation'),
  },
  createdBy: {
    name: 'created by',
    keys: ['createdBy'],
    text: ({ createdBy }) => createdBy && `${createdBy.kind} ${createdBy.id}`,
  },
  retryOf: { name: 'retry of', keys: ['retryOf'], text: said('retryOf') },
  inputHash: {
    name: 'input hash',
    keys: ['inputHash'],
    text: ({ inputHash }) => inputHash && `${inputHash.slice(0, 12)}…`,
  },
  idPrefix: { name: 'id begins with', keys: ['idPrefix'], text: said('idPrefix') },
  id: { name: 'id', keys: ['id'], text: said('id') },
  text: { name: 'text', keys: ['text'], text: said('text') },
} as const satisfies Record<string, FilterField>

export type FieldKey = keyof typeof FIELDS
export const FILTER_FIELDS: Record<FieldKey, FilterField> = FIELDS
export const FIELD_KEYS = Object.keys(FIELDS) as FieldKey[]

export const clearOf = (field: FieldKey): Partial<Record<FilterKey, null>> =>
  Object.fromEntries(FILTER_FIELDS[field].keys.map((key) => [key, null]))

export const clearAll: Partial<Record<FilterKey, null>> = Object.assign({}, ...FIELD_KEYS.map(clearOf))

export const isFiltered = (params: FilterParams): boolean =>
  FIELD_KEYS.some((field) => FILTER_FIELDS[field].text(params, 'utc') !== null)
