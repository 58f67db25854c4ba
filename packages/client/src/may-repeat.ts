import type { Operation } from '@trpc/client'

/** These are idempotent. */
const REPEATABLE: ReadonlySet<string> = new Set([
  'log.append',
  'workload.kill',
  'workload.update',
  'runner.register',
  'runner.claim',
  'runner.heartbeat',
  'runner.log',
  'runner.finish',
])
/** These make a workload, but no second one under the same key. */
const REPEATABLE_WITH_KEY: ReadonlySet<string> = new Set(['workload.create', 'workload.retry'])

/** Whether a call whose answer was lost may be made again, though the first may have been carried out. */
export function mayRepeat({ type, path, input }: Pick<Operation, 'type' | 'path' | 'input'>): boolean {
  if (type === 'query' || REPEATABLE.has(path)) return true
  return REPEATABLE_WITH_KEY.has(path) && hasKey(input)
}

const hasKey = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  'idempotencyKey' in input &&
  input.idempotencyKey !== undefined
