import {
  idTime,
  LIMITS,
  type ListWorkloadsQuery,
  listWorkloadsQuery,
  type ParsedWorkloadFilter,
  parseInput,
  toTimestamp,
  type WorkloadPage,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { summaryOf, toSummary } from '../convert.ts'
import { toPage } from '../page.ts'
import { candidateIds } from './list-candidates.ts'
import { type ListPlan, planList } from './list-plan.ts'

/**
 * A page of summaries by id, from after `cursor`. It looks at 20,000 rows at most: where the filter holds conditions
 * that no index leads, a page may be short, and says with `searchedTo` how far it has looked.
 */
export async function listWorkloads(
  context: StoreContext,
  query: ListWorkloadsQuery = {},
): Promise<WorkloadPage> {
  const { filter, order, limit, cursor } = parseInput(listWorkloadsQuery, query)
  const plan = planList(filter)
  const { reader } = context
  const remaining = { ...plan, range: beyond(plan.range, order, cursor) }
  const looked = plan.residual.length > 0 ? LIMITS.scannedRows : limit + 1
  const candidates = candidateIds(remaining, order, looked)
  const conditions = plan.residual.map(({ sql }) => ` AND ${sql}`).join('')
  const rows = await reader.all(
    `SELECT ${summaryOf('w')} FROM (${candidates.sql}) c CROSS JOIN workloads w ON w.id = c.id WHERE true${conditions} LIMIT ?`,
    ...candidates.parameters,
    ...plan.residual.flatMap(({ parameters }) => parameters),
    limit + 1,
  )
  const page = toPage(rows.map(toSummary), limit, ({ id }) => id)
  if (page.nextCursor !== null || plan.residual.length === 0) {
    return { ...page, total: await totalOf(context, filter, plan, page.items.length) }
  }
  // The page is not full: either nothing is left, or as much as one request looks at has been looked at.
  const last = candidateIds(remaining, order, 1, LIMITS.scannedRows - 1)
  const [row] = await reader.all(last.sql, ...last.parameters)
  const total = { count: page.items.length, exact: false }
  if (!row) return { ...page, total }
  const nextCursor = String(row.id)
  return { ...page, nextCursor, total, searchedTo: toTimestamp(idTime(nextCursor)) }
}

/** What is left of the range after the cursor. */
function beyond(
  range: ListPlan['range'],
  order: 'newest' | 'oldest',
  cursor: string | undefined,
): ListPlan['range'] {
  if (cursor === undefined) return range
  if (order === 'newest') return { ...range, to: [cursor, range.to ?? cursor].sort()[0] }
  const next = `${cursor}!`
  return { ...range, from: [next, range.from ?? next].sort()[1] }
}

async function totalOf(
  { reader }: StoreContext,
  filter: ParsedWorkloadFilter,
  plan: ListPlan,
  seen: number,
): Promise<WorkloadPage['total']> {
  if (plan.residual.length > 0) return { count: seen, exact: false }
  if (plan.counted) {
    const narrowed = (['status', 'cause', 'isolation', 'runtime'] as const).flatMap((column) => {
      const values = filter[column]
      return values ? [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, values }] : []
    })
    const where = narrowed.map(({ sql }) => ` AND ${sql}`).join('')
    const sum = `SELECT ifnull(sum(count), 0) AS count FROM workload_counters WHERE true${where}`
    const [row] = await reader.all(sum, ...narrowed.flatMap(({ values }) => values))
    return { count: Number(row?.count), exact: true }
  }
  const candidates = candidateIds(plan, 'newest', LIMITS.countedRows + 1)
  const [row] = await reader.all(
    `SELECT count(*) AS count FROM (${candidates.sql})`,
    ...candidates.parameters,
  )
  const count = Number(row?.count)
  return { count: Math.min(count, LIMITS.countedRows), exact: count <= LIMITS.countedRows }
}
