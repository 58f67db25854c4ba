import {
  idTime,
  LIMITS,
  type ListWorkloadsQuery,
  listWorkloadsQuery,
  type Page,
  type ParsedWorkloadFilter,
  parseInput,
  toPage,
  toTimestamp,
  type WorkloadPage,
  type WorkloadSummary,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { summaryOf, toSummary } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import { type Fragment, oneOf } from './filter-conditions.ts'
import { candidateIds, type ListOrder } from './list-candidates.ts'
import { type ListPlan, planList } from './list-plan.ts'
import { beyond, until } from './list-range.ts'
import { sparserLead } from './sparser-lead.ts'

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
  const remaining = await sparserLead(context, beyond(plan, order, cursor), order)
  const search = async (within: ListPlan, looked: number) =>
    toPage(await findRows(context, within, order, looked, limit + 1), limit, ({ id }) => id)

  const page = await search(remaining, plan.residual.length > 0 ? LIMITS.scannedRows : limit + 1)
  if (page.nextCursor !== null || plan.residual.length === 0) {
    return plan.residual.length > 0
      ? withTotal(page)
      : { ...page, total: await totalOf(context, filter, plan) }
  }
  // Not full: nothing is left, or enough has been looked at. Rows come and go meanwhile, so the end is found first, and
  // then everything before it is looked at: nothing between two pages is left out, and nothing is in both.
  const end = candidateIds(remaining, order, 1, LIMITS.scannedRows - 1)
  const [row] = await context.reader.all(end.sql, ...end.parameters)
  if (!row) return withTotal(await search(remaining, 2 * LIMITS.scannedRows))
  const endId = String(row.id)
  const found = await search(until(remaining, order, endId), 2 * LIMITS.scannedRows)
  if (found.nextCursor !== null) return withTotal(found)
  return { ...withTotal(found), nextCursor: endId, searchedTo: toTimestamp(idTime(endId)) }
}

/** Of what the counters and one index do not answer, the total is what this request saw. */
const withTotal = (page: Page<WorkloadSummary>): WorkloadPage => ({
  ...page,
  total: { count: page.items.length, exact: false },
})

async function findRows(
  { reader }: StoreContext,
  plan: ListPlan,
  order: ListOrder,
  looked: number,
  limit: number,
): Promise<WorkloadSummary[]> {
  const candidates = candidateIds(plan, order, looked)
  const rows = await reader.all(
    `SELECT ${summaryOf('w')} FROM (${candidates.sql}) c CROSS JOIN workloads w ON w.id = c.id
     WHERE true${asked(plan.residual)} ${LIMIT_BOUND}`,
    ...candidates.parameters,
    ...parametersOf(plan.residual),
    limit,
  )
  return rows.map(toSummary)
}

async function totalOf(
  { reader }: StoreContext,
  filter: ParsedWorkloadFilter,
  plan: ListPlan,
): Promise<WorkloadPage['total']> {
  if (plan.counted) {
    const facets = FACETS.flatMap((column) => oneOf(column, filter[column]))
    const [row] = await reader.all(
      `SELECT ifnull(sum(count), 0) AS count FROM workload_counters WHERE true${asked(facets)}`,
      ...parametersOf(facets),
    )
    return { count: Number(row?.count), exact: true }
  }
  const candidates = candidateIds(plan, 'any', LIMITS.countedRows + 1)
  const [row] = await reader.all(
    `SELECT count(*) AS count FROM (${candidates.sql})`,
    ...candidates.parameters,
  )
  const count = Number(row?.count)
  return { count: Math.min(count, LIMITS.countedRows), exact: count <= LIMITS.countedRows }
}

const FACETS = ['status', 'cause', 'isolation', 'runtime'] as const
const asked = (conditions: Fragment[]) => conditions.map(({ sql }) => ` AND ${sql}`).join('')
const parametersOf = (conditions: Fragment[]) => conditions.flatMap(({ parameters }) => parameters)
