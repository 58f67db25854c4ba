import { isIsolaError } from '@isola/domain'
import type { Store } from '@isola/store'
import type { Logger } from 'pino'

const BELIEVED_MS = 1_000

export interface Readiness {
  ready: boolean
  /** Why not: a code of the domain's errors, or `STOPPING`. */
  reason?: string
  /** The clock stands behind the newest workload, and new work gets that one's time until it has caught up. */
  clockBehindMs?: number
}

/** Open, migrated and writable. Believed for a second: the check writes, and anybody may ask. */
export function readinessOf(store: Store, stopping: AbortSignal, log: Logger): () => Promise<Readiness> {
  let known: { at: number; answer: Promise<Readiness> } | undefined
  return () => {
    if (stopping.aborted) return Promise.resolve({ ready: false, reason: 'STOPPING' })
    const now = performance.now()
    if (!known || now - known.at > BELIEVED_MS) known = { at: now, answer: check(store, log) }
    return known.answer
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
