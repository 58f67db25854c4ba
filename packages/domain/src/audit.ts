import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { jsonValue } from './json.ts'
import { LIMITS } from './limits.ts'
import { pageOf, sequenceQuery } from './page.ts'
import { phrase, text } from './text.ts'
import { timestamp } from './time.ts'

/** An administrative act, on users and keys; acts on workloads are in their events. */
export const auditInput = z.strictObject({
  action: phrase(LIMITS.auditActionLength),
  target: text.max(LIMITS.auditTargetLength).nullable().default(null),
  details: jsonValue.nullable().default(null),
})
export type AuditInput = z.input<typeof auditInput>

export const auditEntry = z.object({
  seq: z.int(),
  at: z.string(),
  actor: actorIdentity,
  action: z.string(),
  target: z.string().nullable(),
  details: jsonValue.nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditPage = pageOf(auditEntry)

/** A page of the trail; what is given narrows it, and all of it has to hold. `from` and `to` are [from, to). */
export const auditQuery = sequenceQuery.extend({
  action: phrase(LIMITS.auditActionLength).optional(),
  actor: actorIdentity.pick({ kind: true, id: true }).strict().optional(),
  target: text.max(LIMITS.auditTargetLength).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
})
export type AuditQuery = z.input<typeof auditQuery>
