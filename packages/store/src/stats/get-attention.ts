import { type Attention, LIMITS } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { eventOf, SUMMARY, summaryOf, toEvent, toSummary } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import { candidateIds } from '../workloads/list-candidates.ts'
import { planList } from '../workloads/list-plan.ts'

const RECENT_MS = 24 * 3_600_000
/** Runners are heard of every ten seconds: by then two heartbeats are missing. */
const LATE_AFTER_MS = 20_000

const LATE = `
  SELECT ${SUMMARY} FROM workloads WHERE leased_by IS NOT NULL AND last_heartbeat_at < ?
  ORDER BY last_heartbeat_at ${LIMIT_BOUND}`
const REJECTED = `
  SELECT ${eventOf('workload_events')} FROM workload_events WHERE kind = 'report_rejected' AND at >= ? ORDER BY at DESC ${LIMIT_BOUND}`
/**
 * Looks at as many failures as a list looks at rows: when so many were retried, the older ones are not shown.
 * Left to itself SQLite takes the index of facets, and sorts every failure there ever was.
 */
const FAILED = `
  SELECT ${summaryOf('w')} FROM (
    SELECT rowid AS failed FROM workloads INDEXED BY workloads_failed
    WHERE status = 'failed' AND finished_at >= ? ORDER BY finished_at DESC LIMIT ${LIMITS.scannedRows}
  ) CROSS JOIN workloads w ON w.rowid = failed
  WHERE NOT EXISTS (SELECT 1 FROM workloads r WHERE r.retry_of = w.id) ${LIMIT_BOUND}`

/** What a person should look at, each from an index. */
export async function getAttention({ reader, clock }: StoreContext): Promise<Attention> {
  const now = clock.now()
  const limit = LIMITS.attentionItems
  const oldest = candidateIds(planList({ status: ['pending'] }), 'oldest', limit)
  const pending = `SELECT ${summaryOf('w')} FROM (${oldest.sql}) c CROSS JOIN workloads w ON w.id = c.id`
  const [oldestPending, lateHeartbeats, rejectedReports, failures] = await Promise.all([
    reader.all(pending, ...oldest.parameters),
    reader.all(LATE, now - LATE_AFTER_MS, limit),
    reader.all(REJECTED, now - RECENT_MS, limit),
    reader.all(FAILED, now - RECENT_MS, limit),
  ])
  return {
    oldestPending: oldestPending.map(toSummary),
    lateHeartbeats: lateHeartbeats.map(toSummary),
    rejectedReports: rejectedReports.map(toEvent),
    failuresWithoutRetry: failures.map(toSummary),
  }
}
