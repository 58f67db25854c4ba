export const ACTOR_KINDS = ['user', 'key', 'runner', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]
