import type { Fragment, ListPlan } from './list-plan.ts'

/**
 * Ids in order, straight from an index. Several cells are merged: SQLite reads each only as far as the page needs.
 * The range is bound once, in `bounds`, because Prisma's adapter binds by position.
 */
export function candidateIds(
  { table, lead, range }: ListPlan,
  order: 'newest' | 'oldest',
  limit: number,
  offset = 0,
): Fragment {
  const column = table === 'workloads' ? 'id' : 'workload_id'
  const inRange = `${column} >= (SELECT low FROM bounds) AND ${column} < (SELECT high FROM bounds)`
  const cells = lead.map(({ sql }) => `SELECT ${column} AS id FROM ${table} WHERE ${sql} AND ${inRange}`)
  // A filter that contradicts itself (cause timeout of completed ones) has no cell.
  const all = cells.length > 0 ? cells.join(' UNION ALL ') : 'SELECT NULL AS id WHERE false'
  return {
    sql: `WITH bounds (low, high) AS (SELECT ?, ?) ${all} ORDER BY 1 ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
    parameters: [range.from, range.to, ...lead.flatMap(({ parameters }) => parameters), limit, offset],
  }
}
