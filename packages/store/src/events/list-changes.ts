import { type Change, type PageBounds, PageBuilder } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { eventOf, summaryOf, toEvent, toSummary } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Row } from '../sqlite/lane-database.ts'

const CHANGES = `
  SELECT ${eventOf('e', 'w.id IS NOT NULL')}, ${summaryOf('w')} FROM workload_events e LEFT JOIN workloads w ON w.id = e.workload_id
  WHERE e.seq > ? ORDER BY e.seq ${LIMIT_BOUND}`

export interface ChangesQuery extends PageBounds {
  /** The number of an event. */
  after: number
}

/** History of all workloads together, after one event: what subscribers read. */
export async function listChanges(
  { reader }: StoreContext,
  { after, ...bounds }: ChangesQuery,
): Promise<Change[]> {
  const page = new PageBuilder<Change>(bounds)
  await reader.read(CHANGES, [after, bounds.limit], (rows) => page.take(rows, toChange))
  return page.items
}

const toChange = (row: Row): Change => ({
  event: toEvent(row),
  workload: row.id === null ? null : toSummary(row),
})
