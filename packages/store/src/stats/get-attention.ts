import {
  type Attention,
  LIMITS,
  type PageBounds,
  PageBuilder,
  utf8Bytes,
  type WorkloadSummary,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { eventOf, SUMMARY, summaryOf, toEvent, toSummary } from '../convert.ts'
import { lookThrough, type SliceEnd } from '../scans.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Row } from '../sqlite/lane-database.ts'
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
/** Those that ended after a time, from one place on. SQLite itself would take the index of facets, and sort every failure there is. */
const FAILED = `
  FROM workloads INDEXED BY workloads_failed
  WHERE status = 'failed' AND finished_at >= ? AND (finished_at, rowid) < (?, ?) ORDER BY finished_at DESC, rowid DESC`
const SLICE_END = `SELECT finished_at AS at, rowid AS row ${FAILED} LIMIT 1 OFFSET ?`
const NOT_RETRIED = `
  SELECT ${summaryOf('w')} FROM (SELECT rowid AS failed ${FAILED} ${LIMIT_BOUND}) CROSS JOIN workloads w ON w.rowid = failed
  WHERE NOT EXISTS (SELECT 1 FROM workloads r WHERE r.retry_of = w.id)`

/** What the names of the four lists take. */
const ENVELOPE_BYTES = 200

/** What a person should look at, each list from an index, all together within `LIMITS.pageBytes`. */
export async function getAttention(context: StoreContext): Promise<Attention> {
  const { reader, clock } = context
  const now = clock.now()
  const limit = LIMITS.attentionItems
  const list = async <Item>(
    bytes: number,
    toItem: (row: Row) => Item,
    sql: string,
    parameters: unknown[],
  ) => {
    const page = new PageBuilder<Item>({ limit, bytes })
    await reader.read(sql, parameters, (rows) => page.take(rows, toItem))
    return page.items
  }
  const whole = LIMITS.pageBytes - ENVELOPE_BYTES
  const rejectedReports = await list(whole / 4, toEvent, REJECTED, [now - RECENT_MS, limit])
  // One report may take more than its share: it holds two errors, the one that stands and the one that came too late.
  const share = (whole - utf8Bytes(JSON.stringify(rejectedReports))) / 3
  const oldest = candidateIds(planList({ status: ['pending'] }), 'oldest', limit)
  const pending = `SELECT ${summaryOf('w')} FROM (${oldest.sql}) c CROSS JOIN workloads w ON w.id = c.id`
  return {
    oldestPending: await list(share, toSummary, pending, oldest.parameters),
    lateHeartbeats: await list(share, toSummary, LATE, [now - LATE_AFTER_MS, limit]),
    rejectedReports,
    failuresWithoutRetry: await failuresWithoutRetry(context, now - RECENT_MS, { limit, bytes: share }),
  }
}

/** Looks at as many failures as a list looks at rows: when so many were retried, the older ones are not shown. */
async function failuresWithoutRetry(
  { reader, scans }: StoreContext,
  since: number,
  bounds: PageBounds,
): Promise<WorkloadSummary[]> {
  const page = new PageBuilder<WorkloadSummary>(bounds)
  const newest = { at: Number.MAX_SAFE_INTEGER, row: 0 }
  const look = async ({ at, row }: typeof newest, rows: number): Promise<SliceEnd<typeof newest>> => {
    const [end] = await reader.all<typeof newest>(SLICE_END, since, at, row, rows - 1)
    await reader.read(NOT_RETRIED, [since, at, row, rows], (found) => page.take(found, toSummary))
    return { looked: rows, place: end ?? null }
  }
  await scans.run(lookThrough(page, newest, look))
  return page.items
}
