/** Lists by looking at every row of the model. */
import {
  idTime,
  toMs,
  type Workload,
  type WorkloadFilter,
  type WorkloadPage,
  type WorkloadSummary,
} from '@isola/domain'
import { isFoundIn } from './model-rules.ts'

/** One condition of the grammar on one workload. */
type Condition<Key extends keyof WorkloadFilter> = (
  workload: Workload,
  value: NonNullable<WorkloadFilter[Key]>,
) => boolean

const CONDITIONS: { [Key in keyof WorkloadFilter]-?: Condition<Key> } = {
  id: ({ id }, value) => id === value,
  idPrefix: ({ id }, value) => id.startsWith(value.toUpperCase()),
  status: ({ status }, values) => values.includes(status),
  cause: ({ cause }, values) => cause !== null && values.includes(cause),
  isolation: ({ isolation }, values) => values.includes(isolation),
  requestedIsolation: ({ requestedIsolation }, values) => values.includes(requestedIsolation),
  runtime: ({ runtime }, values) => values.includes(runtime),
  label: ({ labels }, { key, value }) => labels[key] === value,
  nodeId: ({ nodeId }, value) => nodeId === value,
  retryOf: ({ retryOf }, value) => retryOf === value,
  inputHash: ({ inputHash }, value) => inputHash === value,
  createdBy: ({ createdBy }, { kind, id }) => createdBy.kind === kind && createdBy.id === id,
  createdFrom: ({ id }, value) => idTime(id) >= toMs(value),
  createdTo: ({ id }, value) => idTime(id) < toMs(value),
  finishedFrom: ({ finishedAt }, value) => finishedAt !== null && toMs(finishedAt) >= toMs(value),
  finishedTo: ({ finishedAt }, value) => finishedAt !== null && toMs(finishedAt) < toMs(value),
  durationMinMs: ({ durationMs }, value) => durationMs !== null && durationMs >= value,
  durationMaxMs: ({ durationMs }, value) => durationMs !== null && durationMs < value,
  exitCode: ({ exitCode }, value) => exitCode === value,
  text: ({ name, errorLine }, value) => [name, errorLine].some((whole) => isFoundIn(whole, value)),
}

/** Those that the counters, or an index alone, can count. */
const COUNTED = new Set(['status', 'cause', 'isolation', 'runtime'])

export const summaryOf = ({
  code: _code,
  image: _image,
  input: _input,
  error: _error,
  output: _output,
  ...summary
}: Workload): WorkloadSummary => summary

/** What a list of up to 200 must answer, newest first; a total is foretold where the contract says that it is exact. */
export function modelList(
  all: Workload[],
  filter: WorkloadFilter,
): { items: WorkloadSummary[]; total: WorkloadPage['total'] | undefined } {
  const keys = Object.keys(filter) as (keyof WorkloadFilter)[]
  const holds = <Key extends keyof WorkloadFilter>(workload: Workload, key: Key) => {
    const value = filter[key]
    return value === undefined || CONDITIONS[key](workload, value as never)
  }
  const found = all
    .filter((workload) => keys.every((key) => holds(workload, key)))
    .sort((a, b) => (a.id < b.id ? 1 : -1))
  const exact = keys.every((key) => COUNTED.has(key))
  return { items: found.map(summaryOf), total: exact ? { count: found.length, exact } : undefined }
}
