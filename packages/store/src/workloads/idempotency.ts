import { type Actor, IsolaError, type Workload } from '@isola/domain'
import { toWorkload } from '../convert.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { WORKLOADS } from './get-workload.ts'

/** A guard of the statements that create: without a key, or with one that nobody's workload has. */
export const KEY_IS_FREE = `(@idempotencyKey IS NULL OR NOT EXISTS (SELECT 1 FROM workloads WHERE created_by_kind = @actorKind
    AND created_by_id = @actorId AND idempotency_key = @idempotencyKey))`

/** The workload that an earlier request with this key made; the key is its creator's as long as the workload exists. */
export function workloadOfKey(db: LaneDatabase, actor: Actor, key: string, requestHash: string): Workload {
  const workload = findByKey(db, actor, key, requestHash)
  if (!workload) throw new Error('An idempotency key was taken, and nobody has it')
  return workload
}

/** @throws IDEMPOTENCY_MISMATCH when the earlier request was another one */
export function findByKey(db: LaneDatabase, actor: Actor, key: string, requestHash: string): Workload | null {
  const [row] = db.all(
    `${WORKLOADS} WHERE w.created_by_kind = ? AND w.created_by_id = ? AND w.idempotency_key = ?`,
    [actor.kind, actor.id, key],
  )
  if (!row) return null
  if (row.request_hash === requestHash) return toWorkload(row)
  throw new IsolaError(
    { code: 'IDEMPOTENCY_MISMATCH', id: String(row.id) },
    `The idempotency key ${key} was used for another request, which made ${String(row.id)}`,
  )
}
