import { z } from 'zod'

export const STATUSES = ['pending', 'running', 'completed', 'failed', 'killed'] as const
export const workloadStatus = z.enum(STATUSES)
export type WorkloadStatus = z.infer<typeof workloadStatus>

export const TERMINAL_STATUSES = ['completed', 'failed', 'killed'] as const
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number]
export const terminalStatus = z.enum(TERMINAL_STATUSES)

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
export const cause = z.enum(CAUSES)
export type Cause = z.infer<typeof cause>

export const RUNTIMES = ['node', 'python', 'go', 'wasm', 'oci'] as const
export const runtime = z.enum(RUNTIMES)
export type Runtime = z.infer<typeof runtime>

export const ISOLATIONS = ['auto', 'isolate', 'sandbox', 'gvisor', 'microvm'] as const
export const isolation = z.enum(ISOLATIONS)
export type Isolation = z.infer<typeof isolation>
