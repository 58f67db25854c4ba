import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { isolation, runtime } from './lifecycle-schemas.ts'
import { keyRole } from './role.ts'
import { enforcedLimits } from './runner.ts'

/** Open to all. */
export const systemInfo = z.object({
  version: z.string(),
  /** Nobody administers yet: the server's log holds the link that makes the first admin. */
  setUpNeeded: z.boolean(),
  /** Who asks; null for those who have not signed in. */
  caller: actorIdentity.extend({ role: keyRole }).nullable(),
})
export type SystemInfo = z.infer<typeof systemInfo>

/** What workloads can be run in, by the word of the runners that are live. */
export const backend = z.object({
  isolation: isolation.exclude(['auto']),
  available: z.boolean(),
  runtimes: z.array(runtime),
  /** What at least one of its runners enforces. */
  enforces: enforcedLimits,
  runners: z.int(),
  /** Why it is not available. */
  reason: z.string().nullable(),
})
export type Backend = z.infer<typeof backend>
