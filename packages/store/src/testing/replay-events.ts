import type { Workload, WorkloadEvent, WorkloadOutput } from '@isola/domain'
import { errorLineOf } from './model-rules.ts'

/** What history does not tell: bodies, what a lease leaves in the row, and the log's size. */
type Untold =
  | 'code'
  | 'image'
  | 'input'
  | 'output'
  | 'leasedBy'
  | 'leaseUntil'
  | 'lastHeartbeatAt'
  | 'logBytes'
  | 'logsTruncated'

/** A workload as its events tell it; of its output what it is, without the data. */
export type Replayed = Omit<Workload, Untold> & {
  output: (Omit<WorkloadOutput, 'data'> & { sha256: string }) | null
}

/** Events that tell of a workload and leave it as it is. */
const WITHOUT_CHANGE = new Set(['noted', 'retried', 'report_rejected'])

const NOT_IN_CREATED = {
  cause: null,
  exitCode: null,
  error: null,
  durationMs: null,
  startedAt: null,
  finishedAt: null,
  killRequestedAt: null,
  output: null,
}

/** Builds a workload's row from its history alone: each event's new values, in order, over those before. */
export function replayEvents(events: readonly Omit<WorkloadEvent, 'seq'>[]): Replayed {
  let revision = 0
  let fields: Record<string, unknown> = {}
  for (const { workloadId, kind, changes } of events) {
    if (WITHOUT_CHANGE.has(kind)) continue
    revision += 1
    if (kind === 'created') fields = { id: workloadId, ...NOT_IN_CREATED }
    for (const [field, { old, new: value }] of Object.entries(changes ?? {})) {
      if (kind !== 'created' && JSON.stringify(fields[field]) !== JSON.stringify(old))
        throw new Error(`${kind} of ${workloadId} changes ${field} from a value that it did not have`)
      fields[field] = value
    }
  }
  const { sourceBytes: _, ...row } = fields
  const error = row.error as string | null
  // The line that lists show is made of the error, and is not told again.
  return { ...row, errorLine: errorLineOf(error), revision } as Replayed
}
