import { z } from 'zod'

/** The right to report a workload's outcome. Readable by its holder alone, when it claims. */
export const lease = z.object({
  /** Every report carries it, and a report with another is refused. */
  leaseToken: z.string(),
  /** By the server's wall clock, for people to read: a runner counts `leaseSeconds` on a clock that does not jump. */
  leaseUntil: z.string(),
  /** So long after it was last renewed the lease ends. */
  leaseSeconds: z.int(),
})
export type Lease = z.infer<typeof lease>
