import { firstIdAt, type ParsedWorkloadFilter, toMs } from '@isola/domain'
import { contains, fold } from '../sqlite/fold.ts'
import { facetCells, hasFacets, withoutFullFacets } from './facet-cells.ts'

/** A piece of SQL with what it binds, in its order. */
export interface Fragment {
  sql: string
  parameters: unknown[]
}

/** How a list is answered: ids in order from one index, then conditions that only the rows can tell. */
export interface ListPlan {
  /** Conditions on the column of the id in the leading index, one alternative per cell. */
  table: 'workloads' | 'workload_labels'
  lead: Fragment[]
  /** Least id and first id beyond, where there is one. */
  range: { from?: string | undefined; to?: string | undefined }
  residual: Fragment[]
  /** Only status, cause, isolation and runtime are asked for: the counters know how many. */
  counted: boolean
}

export function planList(asked: ParsedWorkloadFilter): ListPlan {
  const filter = withoutFullFacets(asked)
  const range = idRange(filter)
  const rest = restConditions(filter)
  const facets = facetConditions(filter)
  const plan = (table: ListPlan['table'], lead: Fragment[], residual: Fragment[]): ListPlan => ({
    table,
    lead,
    range,
    residual,
    counted: false,
  })
  const equal = (column: string, value: string): Fragment => ({ sql: `${column} = ?`, parameters: [value] })
  const { label, inputHash, retryOf, id } = filter
  const labelled: Fragment[] = label
    ? [
        {
          sql: 'EXISTS (SELECT 1 FROM workload_labels l WHERE l.key = ? AND l.value = ? AND l.workload_id = w.id)',
          parameters: [label.key, label.value],
        },
      ]
    : []
  const hashed = inputHash ? [equal('w.input_hash', inputHash)] : []
  const retried = retryOf ? [equal('w.retry_of', retryOf)] : []

  if (id)
    return plan('workloads', [equal('id', id)], [...facets, ...labelled, ...hashed, ...retried, ...rest])
  if (retryOf)
    return plan('workloads', [equal('retry_of', retryOf)], [...facets, ...labelled, ...hashed, ...rest])
  if (label) {
    const lead = { sql: 'key = ? AND value = ?', parameters: [label.key, label.value] }
    return plan('workload_labels', [lead], [...facets, ...hashed, ...rest])
  }
  if (inputHash) return plan('workloads', [equal('input_hash', inputHash)], [...facets, ...rest])
  const counted = range.from === undefined && range.to === undefined && rest.length === 0
  const lead = hasFacets(filter)
    ? facetCells(filter).map((sql) => ({ sql, parameters: [] }))
    : [{ sql: 'true', parameters: [] }]
  return { ...plan('workloads', lead, rest), counted }
}

/** The range of ids for createdAt and idPrefix: an id begins with its time. */
function idRange({ createdFrom, createdTo, idPrefix }: ParsedWorkloadFilter): ListPlan['range'] {
  const ids = (...bounds: (string | false | undefined)[]) =>
    bounds.filter((bound) => typeof bound === 'string').sort()
  return {
    from: ids(createdFrom && firstIdAt(toMs(createdFrom)), idPrefix).at(-1),
    to: ids(createdTo && firstIdAt(toMs(createdTo)), idPrefix && `${idPrefix}~`)[0],
  }
}

/** The facets as conditions on rows, for lists that another index leads. */
function facetConditions({ status, cause, isolation, runtime }: ParsedWorkloadFilter): Fragment[] {
  return [
    oneOf('w.status', status),
    oneOf('w.cause', cause),
    oneOf('w.isolation', isolation),
    oneOf('w.runtime', runtime),
  ].flat()
}

function restConditions(filter: ParsedWorkloadFilter): Fragment[] {
  const compare = (column: string, operator: string, value: string | number | undefined): Fragment[] =>
    value === undefined ? [] : [{ sql: `${column} ${operator} ?`, parameters: [value] }]
  const ms = (value: string | undefined) => (value === undefined ? undefined : toMs(value))
  const { text } = filter
  return [
    oneOf('w.requested_isolation', filter.requestedIsolation),
    compare('w.node_id', '=', filter.nodeId),
    compare('w.created_by_kind', '=', filter.createdBy?.kind),
    compare('w.created_by_id', '=', filter.createdBy?.id),
    compare('w.finished_at', '>=', ms(filter.finishedFrom)),
    compare('w.finished_at', '<', ms(filter.finishedTo)),
    compare('w.duration_ms', '>=', filter.durationMinMs),
    compare('w.duration_ms', '<', filter.durationMaxMs),
    compare('w.exit_code', '=', filter.exitCode),
    text === undefined
      ? []
      : [
          {
            sql: `(${contains('w.name')} OR ${contains('w.error_line')})`,
            parameters: [fold(text), fold(text)],
          },
        ],
  ].flat()
}

const oneOf = (column: string, values: readonly string[] | undefined): Fragment[] =>
  values === undefined
    ? []
    : [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, parameters: [...values] }]
