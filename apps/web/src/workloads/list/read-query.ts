import { type FilterKey, type FilterPatch, filterParams } from '#/app/(app)/workloads/search-params.ts'
import { parseDuration } from './parse-duration.ts'

type Read = { filter: FilterPatch } | { workload: string } | { problem: string }

/** Short names, beside the grammar's own. */
const SHORT: Record<string, FilterKey> = {
  exit: 'exitCode',
  node: 'nodeId',
  by: 'createdBy',
  requested: 'requestedIsolation',
  hash: 'inputHash',
}
const HINTS: Partial<Record<FilterKey, string>> = {
  label: 'label:team=billing',
  exitCode: 'exit:137',
  created: 'created:1h, 24h, 7d or 30d',
  finished: 'finished:1h, 24h, 7d or 30d',
  createdBy: 'by:user:ID',
}

/** What was typed: an id to jump to, `key:value` for a filter, or text to look for. */
export function readQuery(typed: string): Read {
  const query = typed.trim()
  const id = filterParams.id.parse(query)
  if (id) return { workload: id }
  const [, key = '', value = ''] = /^(\w+):\s*(.+)$/s.exec(query) ?? []
  if (key === 'duration') return readDuration(value)
  const name = SHORT[key] ?? key
  if (!isFilterKey(name)) return readText(query)
  const parsed = filterParams[name].parse(value)
  const some = Array.isArray(parsed) ? parsed.length > 0 : parsed !== null
  return some ? { filter: { ...others(name), [name]: parsed } } : { problem: problemOf(name, value) }
}

const isFilterKey = (key: string): key is FilterKey => Object.hasOwn(filterParams, key)

function readText(query: string): Read {
  const text = filterParams.text.parse(query)
  return text ? { filter: { text } } : { problem: 'At most 200 characters' }
}

/** A relative range takes the place of fixed times. */
const others = (key: FilterKey) =>
  key === 'created' || key === 'finished' ? { [`${key}From`]: null, [`${key}To`]: null } : {}

/** `duration:>5s`, `duration:<1m`, `duration:5s..1m` */
function readDuration(value: string): Read {
  const [least = '', most = ''] = value.startsWith('<')
    ? ['', value.slice(1)]
    : value.replace(/^>/, '').split('..')
  const [durationMinMs, durationMaxMs] = [parseDuration(least), parseDuration(most)]
  const wrong = (least && durationMinMs === null) || (most && durationMaxMs === null) || !(least || most)
  return wrong
    ? { problem: 'Durations read duration:>5s, duration:<1m or duration:5s..1m' }
    : { filter: { durationMinMs, durationMaxMs } }
}

const problemOf = (key: FilterKey, value: string): string =>
  HINTS[key] ? `Write ${HINTS[key]}` : `“${value}” is not a value of ${key}`
