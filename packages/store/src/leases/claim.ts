import {
  type Actor,
  type Capability,
  type Claim,
  type ClaimInput,
  claimInput,
  LIMITS,
  parseInput,
  RUNTIMES,
  toTimestamp,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toWorkload } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import { readCapabilities, touchRunner } from '../runners/read-runner.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters, changeSql, STARTED_NOW } from '../workloads/change.ts'
import { WORKLOADS } from '../workloads/get-workload.ts'
import { offeredBy, strongestFor } from './cells.ts'
import { leaseTokenOf, tokenHashOf } from './lease-token.ts'
import { LEASE_MS, renew } from './renew.ts'

/** One probe of the index for each cell, whatever waits in others and however much is held. */
const OLDEST = `(
  SELECT min((SELECT id FROM workloads INDEXED BY workloads_claimable
    WHERE status = 'pending' AND hold = 0 AND isolation = cell.value ->> 0 AND runtime = cell.value ->> 1
    ORDER BY id LIMIT 1)) FROM json_each(@cells) cell)`
const CLAIM = changeSql(
  "'transitioned'",
  [
    "status = 'running'",
    "isolation = iif(isolation = 'auto', @strongest ->> runtime, isolation)",
    'node_id = @runner',
    `started_at = ${STARTED_NOW}`,
    'leased_by = @runner',
    'lease_token_hash = @tokenHash',
    'lease_until = @leaseUntil',
    'last_heartbeat_at = @now',
    'claim_id = @tokenHash',
  ],
  ["status = 'pending'", 'hold = 0'],
  OLDEST,
)

/**
 * The oldest workload that this runner can run, now running and its own; null when there is none. The same claim once
 * more renews its lease and answers the same.
 * @param signal aborted before the statement runs, nothing is claimed: nobody would hear of it
 */
export async function claim(
  { clock, lane, presence }: StoreContext,
  input: ClaimInput,
  actor: Actor,
  signal?: AbortSignal,
): Promise<Claim | null> {
  const who = parseActor(actor)
  const { bootId, claimId } = parseInput(claimInput, input)
  const leaseToken = leaseTokenOf(who.id, { bootId, claimId })
  const tokenHash = tokenHashOf(leaseToken)

  const write = (db: LaneDatabase): Claim | null => {
    if (signal?.aborted) return null
    const now = clock.now()
    const capabilities = readCapabilities(db, presence, who.id, bootId)
    const offered = offeredBy(capabilities)
    touchRunner(db, who.id, now)
    presence.runners.hear(who.id)
    presence.unoffered.offer(offered)
    const leaseUntil = now + LEASE_MS
    const [row] = [
      renew(db, { tokenHash, runner: who.id, id: null }, now) ??
        db.all(CLAIM, {
          ...changeParameters('', who, {}, now),
          runner: who.id,
          tokenHash,
          leaseUntil,
          cells: JSON.stringify(offered.map(({ isolation, runtime }) => [isolation, runtime])),
          strongest: JSON.stringify(strongestByRuntime(capabilities)),
        })[0],
    ]
    if (!row) return null
    const id = String(row.id)
    presence.leases.hear(id)
    const [whole = {}] = db.all(`${WORKLOADS} WHERE w.id = ?`, [id])
    const lease = { leaseToken, leaseUntil: toTimestamp(leaseUntil), leaseSeconds: LIMITS.leaseSeconds }
    return { workload: toWorkload(whole), lease }
  }
  return lane.submit((db) => db.atomically(() => write(db)))
}

const strongestByRuntime = (capabilities: readonly Capability[]) =>
  Object.fromEntries(RUNTIMES.map((runtime) => [runtime, strongestFor(capabilities, runtime)]))
