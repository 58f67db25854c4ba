import type { StoreContext } from '../context.ts'
import { runApart } from './run-apart.ts'

/** What a full scan found: no problems means that every aggregate, index and history agrees with the rows. */
export interface VerifyReport {
  workloads: number
  problems: string[]
}

/** Recomputes every aggregate with one GROUP BY, in a process of its own; takes seconds at a million workloads. */
export const verify = ({ file }: StoreContext): Promise<VerifyReport> =>
  runApart<VerifyReport>(new URL('./verify-process.ts', import.meta.url), file)
