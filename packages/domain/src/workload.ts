import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { workloadId } from './id.ts'
import type { JsonValue } from './json.ts'
import { cause, isolation, runtime, workloadStatus } from './lifecycle-schemas.ts'
import { workloadOutput } from './output.ts'

const time = z.string()

/** A workload as lists carry it: everything but what can be large. */
export const workloadSummary = z.object({
  id: workloadId,
  name: z.string().nullable(),
  status: workloadStatus,
  /** Why it failed or was killed; null otherwise. */
  cause: cause.nullable(),
  runtime,
  requestedIsolation: isolation,
  /** What it ran in; equals the request until a claim resolves `auto`. */
  isolation,
  /** The runner or machine that ran it. */
  nodeId: z.string().nullable(),
  /** Its creator runs it and reports; runners never claim it. */
  hold: z.boolean(),
  /** SHA-256, hex, of the canonical JSON `[runtime, code, image, input]`: equal work, equal hash. */
  inputHash: z.string(),
  cpuLimit: z.number().nullable(),
  memoryLimitMb: z.number().nullable(),
  timeoutSeconds: z.number().nullable(),
  exitCode: z.int().nullable(),
  /** First line of the error that is not empty, at most 500 characters; the whole is in `Workload.error`. */
  errorLine: z.string().nullable(),
  /** Null, not 0, when it never started. */
  durationMs: z.int().nullable(),
  labels: z.record(z.string(), z.string()),
  retryOf: workloadId.nullable(),
  /** +1 on every event that changes the record. */
  revision: z.int(),
  createdBy: actorIdentity,
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  killRequestedAt: time.nullable(),
  leasedBy: z.string().nullable(),
  leaseUntil: time.nullable(),
  lastHeartbeatAt: time.nullable(),
  logBytes: z.int(),
  logsTruncated: z.boolean(),
})
export type WorkloadSummary = z.infer<typeof workloadSummary>

export const workload = workloadSummary.extend({
  code: z.string().nullable(),
  image: z.string().nullable(),
  /** The value the code is called with; null where none was given. Checked when it was given, not when it is read. */
  input: z.custom<JsonValue>().nullable(),
  error: z.string().nullable(),
  output: workloadOutput.nullable(),
})
export type Workload = z.infer<typeof workload>
