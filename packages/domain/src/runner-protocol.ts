import { z } from 'zod'
import { labels } from './label.ts'
import { lease } from './lease.ts'
import { ISOLATIONS, RUNTIMES } from './lifecycle.ts'
import { runtime } from './lifecycle-schemas.ts'
import { LIMITS } from './limits.ts'
import { capability } from './runner.ts'
import { phrase, text } from './text.ts'
import { workload, workloadSummary } from './workload.ts'

/** Random, by the runner: of its start, and of each claim that it makes. */
const runnersOwnId = phrase(200).min(8)

const isUnique = (values: unknown[]) => new Set(values).size === values.length

/**
 * Every signed-in user can read a registration, so each part is bounded. Only new registrations are held to the bounds: a
 * record may hold older ones.
 */
const capabilityInput = capability.extend({
  runtimes: z.array(runtime).max(RUNTIMES.length).refine(isUnique, 'must name a runtime once'),
  version: text.max(LIMITS.versionLength).nullable(),
  strength: z.int().min(0).max(LIMITS.strength),
  reason: text.max(LIMITS.reasonLength).nullable(),
})

export const registerRunnerInput = z.strictObject({
  bootId: runnersOwnId,
  name: phrase(LIMITS.nameLength),
  version: phrase(LIMITS.versionLength),
  labels: labels.default({}),
  /** How many workloads it runs at once; it claims no more by itself. */
  capacity: z.int().min(1).max(LIMITS.runnerCapacity),
  /** What its probes found; those that are available it may claim. */
  capabilities: z
    .array(capabilityInput)
    .max(ISOLATIONS.length)
    .refine((found) => isUnique(found.map(({ isolation }) => isolation)), 'must name an isolation once'),
})
export type RegisterRunnerInput = z.input<typeof registerRunnerInput>

/** What a runner may claim is what it registered, and nothing that a claim says. */
export const claimInput = z.strictObject({
  bootId: runnersOwnId,
  /** The same once more, from the same start, is the same claim, as long as its lease lives. */
  claimId: runnersOwnId,
})
export type ClaimInput = z.infer<typeof claimInput>

export const claim = z.object({ workload, lease })
export type Claim = z.infer<typeof claim>

export const leaseState = z.object({
  /** Somebody wants it killed: the runner ends it and reports what became of it. */
  killRequested: z.boolean(),
  leaseUntil: z.string(),
})
export type LeaseState = z.infer<typeof leaseState>

export const leaseToken = phrase(200)

export const finishResult = z.object({
  workload: workloadSummary,
  /** This very report stood in the record already. */
  repeated: z.boolean(),
})
export type FinishResult = z.infer<typeof finishResult>
