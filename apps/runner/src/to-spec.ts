import type { RunSpec } from '@isola/backends'
import type { Workload } from '@isola/domain'

/** What holds for a workload that says nothing of it. */
const DEFAULT_LIMITS = { cpuLimit: 1, memoryLimitMb: 256, timeoutSeconds: 60 }

export const toSpec = (workload: Workload): RunSpec => ({
  id: workload.id,
  runtime: workload.runtime,
  code: workload.code ?? '',
  input: workload.input,
  cpuLimit: workload.cpuLimit ?? DEFAULT_LIMITS.cpuLimit,
  memoryLimitMb: workload.memoryLimitMb ?? DEFAULT_LIMITS.memoryLimitMb,
  timeoutSeconds: workload.timeoutSeconds ?? DEFAULT_LIMITS.timeoutSeconds,
})
