import type { StoreContext } from '../context.ts'
import { changeParameters, changeSql, DURATION_NOW, END_LEASE, FINISHED_NOW } from '../workloads/change.ts'
import { LEASE_MS } from './renew.ts'
import { SWEEPER } from './sweeper.ts'

const LOSE = changeSql(
  "'transitioned'",
  [
    "status = 'failed'",
    "cause = 'lost'",
    `finished_at = ${FINISHED_NOW}`,
    `duration_ms = ${DURATION_NOW}`,
    ...END_LEASE,
  ],
  ["status = 'running'", 'leased_by IS NOT NULL'],
)
/** What is asked for at once: thousands would fill the queue of the write lane, and others would be refused. */
const SLICE = 100
const reason = `Its runner was not heard of for ${LEASE_MS / 1_000} seconds`

/**
 * Workloads whose runners have gone silent are lost, kill requested or not; nothing is run again. Answers how many.
 * Whom to ask about is in memory, in the order of silence: the work is that of the leases that end, and of no others.
 */
export async function expireLeases(context: StoreContext): Promise<number> {
  const silent = context.presence.leases.silent(LEASE_MS)
  let lost = 0
  while (silent.length > 0) lost += await expire(context, silent.splice(0, SLICE))
  return lost
}

async function expire({ clock, lane, presence }: StoreContext, ids: string[]): Promise<number> {
  const { leases } = presence
  const expiring = ids.map(async (id) => {
    const rows = await lane.submit((db, announce) => {
      // A heartbeat may have come before this in the lane.
      if (!leases.isSilent(id, LEASE_MS)) return null
      const lost = db.all(LOSE, changeParameters(id, SWEEPER, { reason }, clock.now()))
      if (lost.length > 0) announce({ event: id })
      return lost
    })
    // With no row its lease had ended otherwise.
    if (rows) leases.forget(id)
    return rows?.length ?? 0
  })
  const counts = await Promise.all(expiring)
  return counts.reduce((sum, count) => sum + count, 0)
}
