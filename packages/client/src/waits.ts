import { LIMITS } from '@isola/domain'
import type { Operation } from '@trpc/client'

/** Procedures that the server answers late on purpose: the input field that says how late, and its maximum. */
const WAITS: Record<string, { field: string; maxSeconds: number }> = {
  'workload.wait': { field: 'timeoutSeconds', maxSeconds: LIMITS.waitSeconds },
  'runner.claim': { field: 'waitSeconds', maxSeconds: LIMITS.claimWaitSeconds },
  'runner.heartbeat': { field: 'waitSeconds', maxSeconds: LIMITS.heartbeatWaitSeconds },
}

export const waits = (path: string): boolean => Object.hasOwn(WAITS, path)

/** How long the server may hold a call back, in milliseconds. */
export function waitMs({ path, input }: Pick<Operation, 'path' | 'input'>): number {
  const wait = Object.hasOwn(WAITS, path) ? WAITS[path] : undefined
  if (!wait) return 0
  const seconds = (input as Record<string, unknown> | undefined)?.[wait.field]
  return (typeof seconds === 'number' ? seconds : wait.maxSeconds) * 1_000
}
