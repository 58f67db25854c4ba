import { z } from 'zod'
import { jsonValue } from './json.ts'
import { labels } from './label.ts'
import { cause, isolation, runtime, workloadStatus } from './lifecycle-schemas.ts'
import { LIMITS } from './limits.ts'
import { outputInput } from './output.ts'
import { phrase, text, textOfBytes } from './text.ts'
import { timestamp } from './time.ts'

export const reason = phrase(LIMITS.reasonLength)
export const noteText = phrase(LIMITS.noteLength)
export const idempotencyKey = phrase(LIMITS.idempotencyKeyLength)

export const createWorkloadInput = z
  .strictObject({
    runtime,
    isolation: isolation.default('auto'),
    name: phrase(LIMITS.nameLength).nullish(),
    code: text.nullish(),
    image: phrase(LIMITS.imageLength).nullish(),
    input: jsonValue.nullish(),
    cpuLimit: z.number().positive().max(LIMITS.cpuLimit).nullish(),
    memoryLimitMb: z.number().min(LIMITS.memoryLimitMbMin).max(LIMITS.memoryLimitMb).nullish(),
    timeoutSeconds: z.number().positive().max(LIMITS.timeoutSeconds).nullish(),
    labels: labels.default({}),
    hold: z.boolean().optional(),
    nodeId: phrase(LIMITS.idLength).nullish(),
    idempotencyKey: idempotencyKey.optional(),
    /** An import: when the work was created elsewhere. Needs the right to and `hold: true`. */
    createdAt: timestamp.optional(),
  })
  .superRefine((request, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (request.createdAt !== undefined && request.hold !== true) {
      problem('hold', 'must be true for an import (createdAt given)')
    }
    if (request.nodeId != null && !request.hold) problem('nodeId', 'may only be given with hold')
    if (request.hold) return
    if (request.runtime === 'oci' && request.image == null)
      problem('image', 'is required for the runtime oci')
    if (request.runtime !== 'oci' && request.code == null)
      problem('code', 'is required unless the workload is held')
  })
export type CreateWorkloadInput = z.input<typeof createWorkloadInput>
export type ParsedCreateInput = z.output<typeof createWorkloadInput>

/** The mutable fields. Absent leaves one alone, null clears it. */
export const workloadUpdate = z
  .strictObject({
    status: workloadStatus.optional(),
    cause: cause.nullable().optional(),
    output: outputInput.nullable().optional(),
    exitCode: z.int32().nullable().optional(),
    error: textOfBytes(LIMITS.errorBytes).nullable().optional(),
    durationMs: z.int().min(0).max(LIMITS.durationMs).nullable().optional(),
    startedAt: timestamp.nullable().optional(),
    finishedAt: timestamp.nullable().optional(),
  })
  .superRefine((update, context) => {
    if (update.status === 'completed' && update.exitCode) {
      context.addIssue({
        code: 'custom',
        path: ['exitCode'],
        message: 'must be 0 or absent in a report of completed',
      })
    }
  })
export type WorkloadUpdate = z.input<typeof workloadUpdate>
/** An update once parsed. */
export type WorkloadReport = z.output<typeof workloadUpdate>
