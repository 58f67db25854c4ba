import { LIMITS } from '@isola/domain'
import type { LaneDatabase, Row } from '../sqlite/lane-database.ts'

export const LEASE_MS = LIMITS.leaseSeconds * 1_000

/** No event and no revision: that a lease lives on is no news. Found by its token, so at the same cost for any number. */
const RENEW = `
  UPDATE workloads SET lease_until = @leaseUntil, last_heartbeat_at = @now
  WHERE lease_token_hash = @tokenHash AND leased_by = @runner AND (@id IS NULL OR id = @id)
  RETURNING id, kill_requested_at, lease_until`

/** @param id null: whichever workload the lease is of */
export function renew(
  db: LaneDatabase,
  lease: { tokenHash: string; runner: string; id: string | null },
  now: number,
): Row | undefined {
  const [row] = db.all(RENEW, { ...lease, now, leaseUntil: now + LEASE_MS })
  return row
}
