import type { StoreContext } from '../context.ts'
import { runWorker } from './run-worker.ts'

/** What a full scan found: no problems means that every aggregate, index and history agrees with the rows. */
export interface VerifyReport {
  workloads: number
  problems: string[]
}

/** Recomputes every aggregate with one GROUP BY, in a thread of its own; takes seconds at a million workloads. */
export const verify = ({ file }: StoreContext): Promise<VerifyReport> =>
  runWorker<VerifyReport>(new URL('./verify-worker.ts', import.meta.url), file)
