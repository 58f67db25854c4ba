import type { Operation } from '../measure.ts'

export const WRITES = ['create', 'running', 'completed'] as const
export type Write = (typeof WRITES)[number]

/** Workloads to be made: the operations fill in the ids. */
interface Creation {
  operations: Operation[]
  ids: string[]
}

/** One of two ways to make the same writes. */
export interface Side {
  create(count: number): Creation
  running(ids: string[]): Operation[]
  completed(ids: string[]): Operation[]
  /** Twenty log lines to each. */
  append(ids: string[]): Operation[]
  /** Empties the write-ahead log, so that each round begins alike. */
  checkpoint(): void
  close(): Promise<void>
}
