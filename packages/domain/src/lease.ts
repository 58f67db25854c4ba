import { z } from 'zod'
import { workloadId } from './id.ts'

/** The right to report a workload's outcome. Readable by its holder alone, when it claims. */
export const lease = z.object({
  workloadId,
  leasedBy: z.string(),
  /** Random; every report carries it, and a report with another is refused. */
  leaseToken: z.string(),
  leaseUntil: z.string(),
})
export type Lease = z.infer<typeof lease>
