import { isIsolaError } from '@isola/domain'
import type { Store } from '@isola/store'
import type { Logger } from 'pino'
import type { Sweep } from './sweep.ts'

const BELIEVED_MS = 1_000
const OF_LATE_MS = 30_000

interface Readiness {
  ready: boolean
  /** Why not: a code of the domain's errors, `STOPPING`, or `SWEEP_LATE` when leases would not expire. */
  reason?: string
  /** The clock stands behind the newest workload, and new work gets that one's time until it has caught up. */
  clockBehindMs?: number
}

export interface ReadinessProbe {
  /** Open, migrated and writable. Believed for a second: the check writes, and anybody may ask. */
  ask(): Promise<Readiness>
  /** Resolves when somebody was told that the server stops; at once when nobody has asked of late. */
  offIsSeen(): Promise<void>
}

export function readinessOf(store: Store, expiry: Sweep, stopping: AbortSignal, log: Logger): ReadinessProbe {
  let known: { at: number; answer: Promise<Readiness> } | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  const { promise: seen, resolve: see } = Promise.withResolvers<void>()
  return {
    ask() {
      const now = performance.now()
      askedAt = now
      if (stopping.aborted) {
        see()
        return Promise.resolve({ ready: false, reason: 'STOPPING' })
      }
      if (expiry.isLate()) return Promise.resolve({ ready: false, reason: 'SWEEP_LATE' })
      if (!known || now - known.at > BELIEVED_MS) known = { at: now, answer: check(store, log) }
      return known.answer
    },
    offIsSeen: () => (performance.now() - askedAt > OF_LATE_MS ? Promise.resolve() : seen),
  }
}

async function check(store: Store, log: Logger): Promise<Readiness> {
  try {
    const { clockBehindMs } = await store.checkWritable()
    if (clockBehindMs === 0) return { ready: true }
    log.warn({ clockBehindMs }, 'the clock stands behind the newest workload')
    return { ready: true, clockBehindMs }
  } catch (error) {
    log.error({ err: error }, 'not writable')
    return { ready: false, reason: isIsolaError(error) ? error.code : 'INTERNAL' }
  }
}
