import {
  idTime,
  LIMITS,
  type ListWorkloadsQuery,
  listWorkloadsQuery,
  PageBuilder,
  type ParsedWorkloadFilter,
  parseInput,
  toTimestamp,
  type WorkloadPage,
  type WorkloadSummary,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { summaryOf, toSummary } from '../convert.ts'
import { lookThrough, type SliceEnd } from '../scans.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import { type Fragment, oneOf } from './filter-conditions.ts'
import { candidateIds } from './list-candidates.ts'
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
  const page = new PageBuilder<WorkloadSummary>({ limit })
  const read = (stretch: ListPlan, candidates: number) =>
    readInto(page, context, candidateIds(stretch, order, candidates), stretch.residual, limit + 1)
  if (plan.residual.length === 0) {
    await read(remaining, limit + 1)
    return { ...page.toPage(cursorOf), total: await totalOf(context, filter, plan) }
  }

  const look = async (after: string | undefined, rows: number): Promise<SliceEnd<string>> => {
    const ahead = beyond(remaining, order, after)
    // The end of the slice first, then all that is before it: rows come and go, and none between two slices is left out.
    const last = candidateIds(ahead, order, 1, rows - 1)
    const [row] = await context.reader.all<{ id: string }>(last.sql, ...last.parameters)
    await read(row ? until(ahead, order, row.id) : ahead, 2 * rows)
    return { looked: rows, place: row?.id ?? null }
  }
  const end = await context.scans.run(lookThrough(page, undefined, look))
  const { items, nextCursor } = page.toPage(cursorOf)
  // Of what the counters and one index do not answer, the total is what this request saw.
  const total = { count: items.length, exact: false }
  if (nextCursor !== null || end === null) return { items, nextCursor, total }
  return { items, nextCursor: end, total, searchedTo: toTimestamp(idTime(end)) }
}

const cursorOf = ({ id }: WorkloadSummary) => id

function readInto(
  page: PageBuilder<WorkloadSummary>,
  { reader }: StoreContext,
  candidates: Fragment,
  residual: Fragment[],
  limit: number,
): Promise<void> {
  const sql = `
    SELECT ${summaryOf('w')} FROM (${candidates.sql}) c CROSS JOIN workloads w ON w.id = c.id
    WHERE true${asked(residual)} ${LIMIT_BOUND}`
  const parameters = [...candidates.parameters, ...parametersOf(residual), limit]
  return reader.read(sql, parameters, (rows) => page.take(rows, toSummary))
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
