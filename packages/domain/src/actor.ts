import { z } from 'zod'
import { ACTOR_KINDS } from './actor-kind.ts'
import { LIMITS } from './limits.ts'
import { text } from './text.ts'

/** Who did something: what is stored and shown. */
export const actorIdentity = z.object({
  kind: z.enum(ACTOR_KINDS),
  id: text.min(1).max(LIMITS.idLength),
  name: text.min(1).max(LIMITS.nameLength),
})
export type ActorIdentity = z.infer<typeof actorIdentity>

/**
 * `all`: any workload; may amend, override, delete and give import times.
 * `own-held`: may report (`update`, `updateStatus`, logs) only on held workloads it created.
 */
export const actor = actorIdentity.extend({ scope: z.enum(['all', 'own-held']).optional() })
export type Actor = z.infer<typeof actor>

/** `system` without a scope is `all`, any other kind `own-held`. */
export const hasFullScope = (actor: Actor): boolean =>
  (actor.scope ?? (actor.kind === 'system' ? 'all' : 'own-held')) === 'all'
