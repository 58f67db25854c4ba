import type { Actor, ActorIdentity, KeyRole } from '@isola/domain'

/** Who calls: a person, a program with a key, or a runner. */
export interface Principal extends ActorIdentity {
  role: KeyRole
}

/** A principal with the credentials it came with. */
export interface Caller {
  principal: Principal
  /** Calls `listener` once, when these credentials are worth nothing any more. Answers how to stop listening. */
  onEnded(listener: () => void): () => void
}

/** What the store lets a principal do: admins act on all workloads, everyone else reports on those of its own that it holds. */
export const toActor = ({ kind, id, name, role }: Principal): Actor => ({
  kind,
  id,
  name,
  scope: role === 'admin' ? 'all' : 'own-held',
})
