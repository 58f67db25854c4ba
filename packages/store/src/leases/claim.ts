import {
  type Actor,
  type Capability,
  type Claim,
  type ClaimInput,
  claimInput,
  LIMITS,
  offeredBy,
  parseInput,
  RUNTIMES,
  type Runtime,
  toTimestamp,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toWorkload } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import { readCapabilities, touchRunner } from '../runners/read-runner.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters, changeSql, STARTED_NOW } from '../workloads/change.ts'
import { WORKLOADS } from '../workloads/get-workload.ts'
import { leaseTokenOf, tokenHashOf } from './lease-token.ts'
import { LEASE_MS, renew } from './renew.ts'

/** One probe of the index for each kind, whatever waits in others and however much is held. */
const OLDEST = `(
  SELECT min((SELECT id FROM workloads INDEXED BY workloads_claimable
    WHERE status = 'pending' AND hold = 0 AND isolation = kind.value ->> 0 AND runtime = kind.value ->> 1
    ORDER BY id LIMIT 1)) FROM json_each(@kinds) kind)`
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

  const write = (db: LaneDatabase, announce: Announce): Claim | null => {
    if (signal?.aborted) return null
    const now = clock.now()
    const capabilities = readCapabilities(db, presence, who.id, bootId)
    const offered = offeredBy(capabilities)
    touchRunner(db, who.id, now)
    presence.runners.hear(who.id)
    presence.unoffered.offer(offered)
    const leaseUntil = now + LEASE_MS
    const renewed = renew(db, { tokenHash, runner: who.id, id: null }, now)
    const [row] = renewed
      ? [renewed]
      : db.all(CLAIM, {
          ...changeParameters('', who, {}, now),
          runner: who.id,
          tokenHash,
          leaseUntil,
          kinds: JSON.stringify(offered.map(({ isolation, runtime }) => [isolation, runtime])),
          strongest: JSON.stringify(strongestByRuntime(capabilities)),
        })
    if (!row) return null
    const id = String(row.id)
    if (!renewed) announce({ event: id })
    presence.leases.hear(id)
    const [whole = {}] = db.all(`${WORKLOADS} WHERE w.id = ?`, [id])
    const lease = { leaseToken, leaseUntil: toTimestamp(leaseUntil), leaseSeconds: LIMITS.leaseSeconds }
    return { workload: toWorkload(whole), lease }
  }
  return lane.submit((db, announce) => db.atomically(() => write(db, announce)))
}

/** What `auto` becomes: the strongest isolation available for the runtime; of equals, the one that is named first. */
function strongestFor(
  capabilities: readonly Capability[],
  runtime: Runtime,
): Capability['isolation'] | undefined {
  return capabilities
    .filter(({ available, runtimes }) => available && runtimes.includes(runtime))
    .reduce<Capability | undefined>(
      (best, one) => (best && best.strength >= one.strength ? best : one),
      undefined,
    )?.isolation
}

const strongestByRuntime = (capabilities: readonly Capability[]) =>
  Object.fromEntries(RUNTIMES.map((runtime) => [runtime, strongestFor(capabilities, runtime)]))
