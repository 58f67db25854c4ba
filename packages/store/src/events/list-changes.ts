import type { Change } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { eventOf, summaryOf, toEvent, toSummary } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'

const CHANGES = `
  SELECT ${eventOf('e', 'w.id IS NOT NULL')}, ${summaryOf('w')} FROM workload_events e LEFT JOIN workloads w ON w.id = e.workload_id
  WHERE e.seq > ? ORDER BY e.seq ${LIMIT_BOUND}`

/** History of all workloads together, from one event on: what subscribers live on. */
export async function listChanges(
  { reader }: StoreContext,
  { after, limit }: { after: number; limit: number },
): Promise<Change[]> {
  const rows = await reader.all(CHANGES, after, limit)
  return rows.map((row) => ({ event: toEvent(row), workload: row.id === null ? null : toSummary(row) }))
}
