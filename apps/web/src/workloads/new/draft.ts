import type { Isolation, JsonValue, Labels, Runtime, Workload } from '@isola/domain'

/** The form as it stands: what was typed, whether it means something or not. */
export interface Draft {
  runtime: Runtime
  isolation: Isolation
  name: string
  code: string
  image: string
  /** JSON; empty for none. */
  input: string
  cpuLimit: string
  memoryLimitMb: string
  timeoutSeconds: string
  labels: { key: string; value: string }[]
  hold: boolean
}

export const EMPTY: Draft = {
  runtime: 'node',
  isolation: 'auto',
  name: '',
  code: '',
  image: '',
  input: '',
  cpuLimit: '',
  memoryLimitMb: '',
  timeoutSeconds: '',
  labels: [],
  hold: false,
}

/** The same work once more, to be changed before it is submitted. */
export const draftOf = (workload: Workload): Draft => ({
  runtime: workload.runtime,
  isolation: workload.requestedIsolation,
  name: workload.name ?? '',
  code: workload.code ?? '',
  image: workload.image ?? '',
  input: inputText(workload.input),
  cpuLimit: numberText(workload.cpuLimit),
  memoryLimitMb: numberText(workload.memoryLimitMb),
  timeoutSeconds: numberText(workload.timeoutSeconds),
  labels: labelRows(workload.labels),
  hold: workload.hold,
})

const numberText = (value: number | null): string => (value === null ? '' : String(value))
const inputText = (input: JsonValue | null): string => (input === null ? '' : JSON.stringify(input, null, 2))
const labelRows = (labels: Labels) => Object.entries(labels).map(([key, value]) => ({ key, value }))
