import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Fragment } from './filter-conditions.ts'
import type { ListPlan } from './list-plan.ts'

export type ListOrder = 'newest' | 'oldest'

/** Any order will do for counting: the cells are read one after the other, and nothing is merged. */
const ORDER_BY = { newest: ' ORDER BY 1 DESC', oldest: ' ORDER BY 1', any: '' } as const

/** Ids in order, straight from an index. Several cells are merged: SQLite reads each only as far as the page needs. */
export function candidateIds(
  { table, lead, range }: ListPlan,
  order: ListOrder | 'any',
  limit: number,
  offset = 0,
): Fragment {
  const column = table === 'workloads' ? 'id' : 'workload_id'
  // Bound anew in every cell: a subquery that held the bounds once made a merge of a hundred cells twice as slow.
  const bounds = [
    { sql: `${column} >= ?`, value: range.from },
    { sql: `${column} < ?`, value: range.to },
  ].filter(({ value }) => value !== undefined)
  const cells = lead.map(({ sql, parameters }) => ({
    sql: `SELECT ${column} AS id FROM ${table} WHERE ${[sql, ...bounds.map((bound) => bound.sql)].join(' AND ')}`,
    parameters: [...parameters, ...bounds.map(({ value }) => value)],
  }))
  // A filter that contradicts itself (cause timeout of completed ones) has no cell.
  const all =
    cells.length > 0 ? cells.map(({ sql }) => sql).join(' UNION ALL ') : 'SELECT NULL AS id WHERE false'
  return {
    sql: `${all}${ORDER_BY[order]} ${LIMIT_BOUND} OFFSET ?`,
    parameters: [...cells.flatMap(({ parameters }) => parameters), limit, offset],
  }
}
