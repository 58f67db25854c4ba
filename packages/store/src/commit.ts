import { type WorkKind, workKindKey } from '@isola/domain'

/** New work of one kind. */
export interface NewWork extends WorkKind {
  count: number
}

/** What a commit changed. Announced once it is on disk and its writers have been answered. */
export interface Commit {
  /** How many callers shared it. */
  writes: number
  /** Workloads about which an event was written. */
  events: ReadonlySet<string>
  /** Workloads whose log grew or was cut. */
  logs: ReadonlySet<string>
  /** Runners that registered: what they offer may have changed. */
  runners: ReadonlySet<string>
  /** What became claimable, each kind once. */
  work: readonly NewWork[]
}

/** What one write changed. */
export interface Effects {
  event?: string
  log?: string
  runner?: string
  work?: WorkKind
}

/**
 * Called by a write that has changed something, where its statement succeeded. Effects cannot be a function of the
 * answer: an idempotent repeat, which changes nothing, answers the same as the first call.
 */
export type Announce = (effects: Effects) => void

export function toCommit(writes: number, effects: readonly Effects[]): Commit {
  const work = new Map<string, NewWork>()
  for (const { work: kind } of effects) {
    if (!kind) continue
    const { isolation, runtime } = kind
    const key = workKindKey(kind)
    work.set(key, { isolation, runtime, count: (work.get(key)?.count ?? 0) + 1 })
  }
  return {
    writes,
    events: new Set(effects.flatMap(({ event }) => event ?? [])),
    logs: new Set(effects.flatMap(({ log }) => log ?? [])),
    runners: new Set(effects.flatMap(({ runner }) => runner ?? [])),
    work: [...work.values()],
  }
}
