import {
  type Actor,
  type CreateWorkloadInput,
  createWorkloadInput,
  hasFullScope,
  InvalidInputError,
  IsolaError,
  idTime,
  type ParsedCreateInput,
  parseInput,
  sizeOf,
  toMs,
  type Workload,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { fromActor, SUMMARY, toWorkload } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { KEY_IS_FREE, workloadOfKey } from './idempotency.ts'
import { canonicalJson, sha256, toSource } from './source.ts'

const INSERT_SOURCE = `
  INSERT INTO workload_sources (input_hash, code, image, input, bytes)
  VALUES (unhex(@inputHash), @code, @image, @input, @bytes) ON CONFLICT DO NOTHING`

const INSERT_WORKLOAD = `
  INSERT INTO workloads (id, name, status, runtime, requested_isolation, isolation, node_id, hold, source_id, input_hash,
    cpu_limit, memory_limit_mb, timeout_seconds, labels, created_by_kind, created_by_id, created_by_name, idempotency_key,
    request_hash, created_at, log_bytes, logs_truncated, revision, change_revision, change_kind, change_actor, change_at)
  SELECT @id, @name, 'pending', @runtime, @isolation, @isolation, @nodeId, @hold, source.id, source.input_hash,
    @cpuLimit, @memoryLimitMb, @timeoutSeconds, @labels, @actorKind, @actorId, @actorName, @idempotencyKey,
    @requestHash, @createdAt, 0, 0, 1, 1, 'created', @actor, @now
  FROM workload_sources source WHERE source.input_hash = unhex(@inputHash) AND ${KEY_IS_FREE}
  RETURNING ${SUMMARY}, error, output_info`

export async function createWorkload(
  { clock, ids, lane }: StoreContext,
  input: CreateWorkloadInput,
  actor: Actor,
): Promise<Workload> {
  const who = parseActor(actor)
  const { idempotencyKey, ...request } = parseInput(createWorkloadInput, input)
  const importedAt = request.createdAt === undefined ? null : toMs(request.createdAt)
  if (importedAt !== null) checkImport(importedAt, who, clock.now())
  const wanted = explicit(request)
  const source = toSource(wanted.runtime, wanted.code, wanted.image, wanted.input)
  const requestHash = idempotencyKey === undefined ? null : sha256(canonicalJson(['create', wanted]))

  const write = (db: LaneDatabase, announce: Announce): Workload => {
    const now = clock.now()
    const id = importedAt === null ? ids.next(now) : ids.at(importedAt)
    db.run(INSERT_SOURCE, { ...source })
    const [row] = db.all(INSERT_WORKLOAD, {
      ...wanted,
      id,
      hold: wanted.hold ? 1 : 0,
      inputHash: source.inputHash,
      labels: canonicalJson(wanted.labels),
      actorKind: who.kind,
      actorId: who.id,
      actorName: who.name,
      actor: fromActor(who),
      idempotencyKey: idempotencyKey ?? null,
      requestHash,
      createdAt: idTime(id),
      now,
    })
    if (!row) return workloadOfKey(db, who, idempotencyKey ?? '', requestHash ?? '')
    ids.taken(id)
    announce({ event: id, ...(!wanted.hold && { work: wanted }) })
    return toWorkload({ ...row, ...source })
  }
  const bytes = sizeOf([wanted, source.input, idempotencyKey])
  return lane.submit((db, announce) => db.atomically(() => write(db, announce)), { bytes })
}

/** Every field said: what was left out asks for the same as its default. */
const explicit = (request: Omit<ParsedCreateInput, 'idempotencyKey'>) => ({
  ...request,
  code: request.code ?? null,
  cpuLimit: request.cpuLimit ?? null,
  createdAt: request.createdAt ?? null,
  hold: request.hold ?? false,
  image: request.image ?? null,
  input: request.input ?? null,
  memoryLimitMb: request.memoryLimitMb ?? null,
  name: request.name ?? null,
  nodeId: request.nodeId ?? null,
  timeoutSeconds: request.timeoutSeconds ?? null,
})

function checkImport(createdAt: number, actor: Actor, now: number): void {
  if (createdAt > now)
    throw new InvalidInputError([{ path: 'createdAt', message: 'must not lie in the future' }])
  if (!hasFullScope(actor)) throw new IsolaError({ code: 'FORBIDDEN' }, 'Only an admin may give createdAt')
}
