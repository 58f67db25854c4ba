export const STATUSES = ['pending', 'running', 'completed', 'failed', 'killed'] as const
export type WorkloadStatus = (typeof STATUSES)[number]

export const TERMINAL_STATUSES = ['completed', 'failed', 'killed'] as const
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number]

/** Why a workload failed or was killed; set on exactly those two. */
export const CAUSES = [
  'exit',
  'timeout',
  'memory',
  'signal',
  'output',
  'lost',
  'backend',
  'unsupported',
  'reported',
  'operator',
] as const
export type Cause = (typeof CAUSES)[number]

export const RUNTIMES = ['node', 'python', 'go', 'wasm', 'oci'] as const
export type Runtime = (typeof RUNTIMES)[number]

export const ISOLATIONS = ['auto', 'isolate', 'sandbox', 'gvisor', 'microvm'] as const
export type Isolation = (typeof ISOLATIONS)[number]
