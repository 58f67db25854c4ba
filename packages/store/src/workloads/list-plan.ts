import type { ParsedWorkloadFilter } from '@isola/domain'
import { TEXT_BOUND } from '../sqlite/bound.ts'
import { facetCells, hasFacets, withoutFullFacets } from './facet-cells.ts'
import { type Fragment, facetConditions, type IdRange, idRange, restConditions } from './filter-conditions.ts'

/** How a list is answered: ids in order from one index, then conditions that only the rows can tell. */
export interface ListPlan {
  table: 'workloads' | 'workload_labels'
  /** Stretches of an index in the order of ids, to be merged. */
  lead: Fragment[]
  range: IdRange
  residual: Fragment[]
  /** Only status, cause, isolation and runtime are asked for: the counters know how many. */
  counted: boolean
  /** The same list led by its cells, with what leads here as a condition: which is cheaper, the rows decide. */
  byCells?: ListPlan
}

export function planList(asked: ParsedWorkloadFilter): ListPlan {
  const filter = withoutFullFacets(asked)
  const range = idRange(filter)
  const rest = restConditions(filter)
  const [first, ...others] = narrowConditions(filter)
  if (first) {
    const rows = others.map(({ row }) => row)
    const residual = [...rows, ...facetConditions(filter), ...rest]
    const plan: ListPlan = { table: first.table, lead: [first.lead], range, residual, counted: false }
    // One workload is never many, and its retries are few.
    if (!hasFacets(filter) || filter.id !== undefined || filter.retryOf !== undefined) return plan
    const byCells: ListPlan = {
      ...plan,
      table: 'workloads',
      lead: cells(filter),
      residual: [first.row, ...rows, ...rest],
    }
    return { ...plan, byCells }
  }
  const everything = { sql: 'true', parameters: [] }
  const lead = hasFacets(filter) ? cells(filter) : [everything]
  const counted = range.from === undefined && range.to === undefined && rest.length === 0
  return { table: 'workloads', lead, range, residual: rest, counted }
}

const cells = (filter: ParsedWorkloadFilter): Fragment[] =>
  facetCells(filter).map((sql) => ({ sql, parameters: [] }))

/** A condition with an index of its own: how it leads, and how it is asked of a candidate `c`, row `w`, that another led to. */
interface NarrowCondition {
  table: ListPlan['table']
  lead: Fragment
  row: Fragment
}

/** Those that are given, the narrowest first. */
function narrowConditions({ id, retryOf, label, inputHash }: ParsedWorkloadFilter): NarrowCondition[] {
  const equal = (column: string, value: string | undefined, sought = TEXT_BOUND): NarrowCondition[] => {
    if (value === undefined) return []
    const parameters = [value]
    const sql = `${column} = ${sought}`
    return [{ table: 'workloads', lead: { sql, parameters }, row: { sql: `w.${sql}`, parameters } }]
  }
  const labelled = (): NarrowCondition[] => {
    if (!label) return []
    const parameters = [label.key, label.value]
    const lead = { sql: `key = ${TEXT_BOUND} AND value = ${TEXT_BOUND}`, parameters }
    const sql = `EXISTS (SELECT 1 FROM workload_labels WHERE ${lead.sql} AND workload_id = c.id)`
    return [{ table: 'workload_labels', lead, row: { sql, parameters } }]
  }
  const ofHash = '(SELECT id FROM workload_sources WHERE input_hash = unhex(?))'
  return [
    equal('id', id),
    equal('retry_of', retryOf),
    labelled(),
    equal('source_id', inputHash, ofHash),
  ].flat()
}
