import { type CreateWorkloadInput, type JsonValue, lossyNumberPath } from '@isola/domain'
import type { Draft } from './draft.ts'

/** What is wrong, by field. The server checks everything; here only what cannot be sent as it was typed. */
export type Issues = Partial<Record<string, string>>

export type Reading = { request: CreateWorkloadInput; issues: null } | { request: null; issues: Issues }

export function toRequest(draft: Draft): Reading {
  const { runtime, isolation, name, code, image, hold } = draft
  const input = readJson(draft.input)
  const labels = readLabels(draft.labels)
  const issues: Issues = {
    ...(input.problem && { input: input.problem }),
    ...(labels.problem && { labels: labels.problem }),
  }
  if (!hold && runtime === 'oci' && !image.trim()) issues.image = 'An image is needed, or nothing can be run'
  if (!hold && runtime !== 'oci' && !code.trim()) issues.code = 'Code is needed, or nothing can be run'
  if (Object.keys(issues).length > 0) return { request: null, issues }
  const request: CreateWorkloadInput = {
    runtime,
    isolation,
    labels: labels.value,
    ...(name.trim() && { name: name.trim() }),
    ...(code.trim() && { code }),
    ...(runtime === 'oci' && image.trim() && { image: image.trim() }),
    ...(input.value !== undefined && { input: input.value }),
    ...limit('cpuLimit', draft),
    ...limit('memoryLimitMb', draft),
    ...limit('timeoutSeconds', draft),
    ...(hold && { hold }),
  }
  return { request, issues: null }
}

type Limit = 'cpuLimit' | 'memoryLimitMb' | 'timeoutSeconds'

/** The browser lets only numbers through. */
const limit = (field: Limit, draft: Draft) => (draft[field].trim() ? { [field]: Number(draft[field]) } : {})

interface Read<Value> {
  value: Value
  problem?: string
}

/** Said while it is typed. */
export function readJson(text: string): Read<JsonValue | undefined> {
  if (!text.trim()) return { value: undefined }
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch (error) {
    return { value: undefined, problem: `This is not JSON: ${(error as Error).message}` }
  }
  try {
    const path = lossyNumberPath(text)
    return path === null ? { value } : { value: undefined, problem: roundedText(path) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { value: undefined, problem: `The input ${error.message}` }
  }
}

/** Sent as a number, it would arrive as a different one: JSON.parse reads 9007199254740993 as …992, and 1e400 as no number at all. */
const roundedText = (path: string): string =>
  `The number${path && ` at ${path}`} would be rounded: write it as text, in quotes`

/** Rows without a key and a value are rows that were not used. */
function readLabels(rows: Draft['labels']): Read<Record<string, string>> {
  const used = rows.filter(({ key, value }) => key || value)
  const keys = used.map(({ key }) => key)
  const value = Object.fromEntries(used.map((row) => [row.key, row.value]))
  if (keys.some((key) => !key.trim())) return { value, problem: 'A value has no key' }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  return twice === undefined ? { value } : { value, problem: `The key ${twice} is there twice` }
}
