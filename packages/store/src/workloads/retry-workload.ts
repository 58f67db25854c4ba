import {
  type Actor,
  idTime,
  parseInput,
  type RetryOptions,
  retryOptions,
  sizeOf,
  TERMINAL_STATUSES,
  type Workload,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { fromActor, toWorkload } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { statusIs } from './change.ts'
import { WORKLOADS } from './get-workload.ts'
import { findByKey, KEY_IS_FREE } from './idempotency.ts'
import { checkTerminal, readRow, unexplained } from './miss.ts'
import { canonicalJson, sha256 } from './source.ts'

const RETRY = `
  INSERT INTO workloads (id, name, status, runtime, requested_isolation, isolation, hold, source_id, input_hash, cpu_limit,
    memory_limit_mb, timeout_seconds, labels, retry_of, created_by_kind, created_by_id, created_by_name, idempotency_key,
    request_hash, created_at, log_bytes, logs_truncated, revision, change_revision, change_kind, change_actor,
    change_reason, change_at)
  SELECT @id, name, 'pending', runtime, requested_isolation, requested_isolation, hold, source_id, input_hash, cpu_limit,
    memory_limit_mb, timeout_seconds, labels, @retryOf, @actorKind, @actorId, @actorName, @idempotencyKey,
    @requestHash, @createdAt, 0, 0, 1, 1, 'created', @actor, @reason, @now
  FROM workloads WHERE id = @retryOf AND ${statusIs(TERMINAL_STATUSES)} AND ${KEY_IS_FREE}
  RETURNING id`

/** A new pending workload for the same work; the old one stays as it is and says in its history who retried it. */
export async function retryWorkload(
  { clock, ids, lane }: StoreContext,
  retryOf: string,
  actor: Actor,
  options: RetryOptions = {},
): Promise<Workload> {
  const who = parseActor(actor)
  const { idempotencyKey, reason } = parseInput(retryOptions, options)
  const requestHash =
    idempotencyKey === undefined ? null : sha256(canonicalJson(['retry', retryOf, reason ?? null]))

  const write = (db: LaneDatabase, announce: Announce): Workload => {
    const now = clock.now()
    const id = ids.next(now)
    const inserted = db.all(RETRY, {
      id,
      retryOf,
      actorKind: who.kind,
      actorId: who.id,
      actorName: who.name,
      actor: fromActor(who),
      reason: reason ?? null,
      idempotencyKey: idempotencyKey ?? null,
      requestHash,
      createdAt: idTime(id),
      now,
    })
    const [row] = inserted.length > 0 ? db.all(`${WORKLOADS} WHERE w.id = ?`, [id]) : []
    if (row) {
      ids.taken(id)
      const made = toWorkload(row)
      announce({ event: id, ...(!made.hold && { work: made }) })
      announce({ event: retryOf })
      return made
    }
    const earlier = requestHash && idempotencyKey ? findByKey(db, who, idempotencyKey, requestHash) : null
    if (earlier) return earlier
    checkTerminal(readRow(db, retryOf))
    throw unexplained('retryWorkload')
  }
  return lane.submit(write, { bytes: sizeOf([reason, idempotencyKey]) })
}
