import { STATUSES, TERMINAL_STATUSES, type TerminalStatus, type WorkloadStatus } from './lifecycle.ts'

/** THE table. The SQL guard, the trigger, menus and documents derive from it or are compared with it. */
export const TRANSITIONS: Readonly<Record<WorkloadStatus, readonly WorkloadStatus[]>> = {
  pending: ['running', 'failed', 'killed'],
  running: ['completed', 'failed', 'killed'],
  completed: [],
  failed: [],
  killed: [],
}

export const canTransition = (from: WorkloadStatus, to: WorkloadStatus): boolean =>
  TRANSITIONS[from].includes(to)

export const predecessors = (to: WorkloadStatus): WorkloadStatus[] =>
  STATUSES.filter((from) => canTransition(from, to))

export const isTerminal = (status: WorkloadStatus): status is TerminalStatus =>
  (TERMINAL_STATUSES as readonly WorkloadStatus[]).includes(status)
