import { type Actor, type LeaseState, toTimestamp } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { parseActor } from '../parse-actor.ts'
import { touchRunner } from '../runners/read-runner.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { leaseLost, tokenHashOf } from './lease-token.ts'
import { renew } from './renew.ts'

/** The lease lives on, and its holder learns whether somebody wants the workload killed. */
export async function renewLease(
  { clock, lane, presence }: StoreContext,
  id: string,
  leaseToken: string,
  actor: Actor,
): Promise<LeaseState> {
  const runner = parseActor(actor).id
  const tokenHash = tokenHashOf(leaseToken)

  const write = (db: LaneDatabase): LeaseState => {
    const now = clock.now()
    const row = renew(db, { id, tokenHash, runner }, now)
    if (!row) throw leaseLost()
    presence.leases.hear(id)
    presence.runners.hear(runner)
    touchRunner(db, runner, now)
    return {
      killRequested: row.kill_requested_at !== null,
      leaseUntil: toTimestamp(Number(row.lease_until)),
    }
  }
  return lane.submit((db) => db.atomically(() => write(db)))
}
