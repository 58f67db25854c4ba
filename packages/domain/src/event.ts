import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { EVENT_KINDS } from './event-kind.ts'
import { jsonValue } from './json.ts'
import { workloadStatus } from './lifecycle-schemas.ts'

/** One entry of a workload's history: a past fact, append-only. */
export const workloadEvent = z.object({
  /** One sequence over all workloads, in the order of commits. */
  seq: z.int(),
  workloadId: z.string(),
  kind: z.enum(EVENT_KINDS),
  /** Set on `created` (from null), `transitioned` and `overridden`. */
  from: workloadStatus.nullable(),
  to: workloadStatus.nullable(),
  actor: actorIdentity,
  /** Why; of a note, its text. */
  reason: z.string().nullable(),
  /**
   * Fields of the workload with their old and new values; of an output and a source their size and SHA-256.
   * Null where nothing changed, and once the workload is deleted.
   */
  changes: z.record(z.string(), z.object({ old: jsonValue, new: jsonValue })).nullable(),
  at: z.string(),
})
export type WorkloadEvent = z.infer<typeof workloadEvent>
