import { z } from 'zod'
import { ACTOR_KINDS } from './actor-kind.ts'
import { workloadId, workloadIdPrefix } from './id.ts'
import { label } from './label.ts'
import { cause, isolation, runtime, workloadStatus } from './lifecycle-schemas.ts'
import { LIMITS } from './limits.ts'
import { phrase, text } from './text.ts'
import { timestamp } from './time.ts'

/** A repeated member changes nothing, so there are never more than there are values. */
const anyOf = <Schema extends z.ZodEnum>(schema: Schema) =>
  z
    .array(schema)
    .min(1)
    .max(schema.options.length)
    .transform((values) => [...new Set(values)])

/** The one filter grammar. Keys combine with AND, the members of a list with OR, ranges are [from, to). */
export const workloadFilter = z.strictObject({
  id: workloadId.optional(),
  idPrefix: workloadIdPrefix.optional(),
  status: anyOf(workloadStatus).optional(),
  cause: anyOf(cause).optional(),
  isolation: anyOf(isolation).optional(),
  requestedIsolation: anyOf(isolation).optional(),
  runtime: anyOf(runtime).optional(),
  label: label.optional(),
  nodeId: text.max(LIMITS.idLength).optional(),
  retryOf: workloadId.optional(),
  inputHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')
    .optional(),
  createdBy: z.strictObject({ kind: z.enum(ACTOR_KINDS), id: text.max(LIMITS.idLength) }).optional(),
  createdFrom: timestamp.optional(),
  createdTo: timestamp.optional(),
  finishedFrom: timestamp.optional(),
  finishedTo: timestamp.optional(),
  durationMinMs: z.int().min(0).max(LIMITS.wholeNumber).optional(),
  durationMaxMs: z.int().min(0).max(LIMITS.wholeNumber).optional(),
  exitCode: z.int32().optional(),
  /** Case-insensitive substring of the name or of the error's first line. */
  text: phrase(LIMITS.searchLength).optional(),
})
export type WorkloadFilter = z.input<typeof workloadFilter>
export type ParsedWorkloadFilter = z.output<typeof workloadFilter>

export const listWorkloadsQuery = z.strictObject({
  filter: workloadFilter.default({}),
  order: z.enum(['newest', 'oldest']).default('newest'),
  limit: z.int().min(1).max(LIMITS.pageSize).default(50),
  cursor: workloadId.optional(),
})
export type ListWorkloadsQuery = z.input<typeof listWorkloadsQuery>
