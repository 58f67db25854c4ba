import { LIMITS } from '@isola/domain'
import type { Operation } from '@trpc/client'

/** Procedures that the server answers late on purpose: the input field that says how late, and its default. */
const WAITS: Record<string, { field: string; defaultSeconds: number }> = {
  'workload.wait': { field: 'timeoutSeconds', defaultSeconds: LIMITS.waitSecondsDefault },
  'runner.claim': { field: 'waitSeconds', defaultSeconds: LIMITS.claimWaitSeconds },
  'runner.heartbeat': { field: 'waitSeconds', defaultSeconds: LIMITS.heartbeatWaitSecondsDefault },
}

export const waits = (path: string): boolean => Object.hasOwn(WAITS, path)

/** How long the server holds a call back at most, in milliseconds. */
export function waitMs({ path, input }: Pick<Operation, 'path' | 'input'>): number {
  const wait = Object.hasOwn(WAITS, path) ? WAITS[path] : undefined
  if (!wait) return 0
  const seconds = (input as Record<string, unknown> | undefined)?.[wait.field]
  return (typeof seconds === 'number' ? seconds : wait.defaultSeconds) * 1_000
}
