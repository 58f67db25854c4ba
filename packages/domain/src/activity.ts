import { z } from 'zod'
import { percentiles, statsFilter } from './stats.ts'
import { timestamp } from './time.ts'

/** What happened in [from, to). */
export const activityQuery = statsFilter.extend({ from: timestamp, to: timestamp })
export type ActivityQuery = z.input<typeof activityQuery>

const range = z.object({ from: z.string(), to: z.string() })

const activityCounts = z.object({
  /** By `createdAt`. */
  created: z.int(),
  /** By `finishedAt`, as are failed and killed. */
  completed: z.int(),
  failed: z.int(),
  killed: z.int(),
  /** Mean duration of those completed; null when none has one. */
  averageDurationMs: z.number().nullable(),
})

export const activity = z.object({
  bucket: z.enum(['minute', 'hour']),
  /** The whole buckets that cover what was asked for: what the totals and the series speak of. */
  range,
  /** The whole hours that the percentiles speak of. */
  percentilesRange: range,
  totals: activityCounts.extend({ durationMs: percentiles.nullable() }),
  /** Ascending; buckets in which nothing happened are left out. */
  series: z.array(activityCounts.extend({ at: z.string() })),
})
export type Activity = z.infer<typeof activity>
