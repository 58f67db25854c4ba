import { z } from 'zod'
import { workloadEvent } from './event.ts'
import { workloadSummary } from './workload.ts'

/** What a person should look at; each list at most 20. */
export const attention = z.object({
  /** Waiting longest first. */
  oldestPending: z.array(workloadSummary),
  /** Leased workloads that were not heard of for 20 seconds, two missed heartbeats; longest first. */
  lateHeartbeats: z.array(workloadSummary),
  /** Reports of the last 24 hours that came too late to count, newest first. */
  rejectedReports: z.array(workloadEvent),
  /** Failures of the last 24 hours that nobody has retried, newest first. */
  failuresWithoutRetry: z.array(workloadSummary),
})
export type Attention = z.infer<typeof attention>
