import { firstIdAt, fold, type ParsedWorkloadFilter, toMs } from '@isola/domain'
import { contains } from '../sqlite/fold.ts'

/** A piece of SQL with what it binds, in its order. */
export interface Fragment {
  sql: string
  parameters: unknown[]
}

/** The range of ids for createdAt and idPrefix: an id begins with its time. */
export interface IdRange {
  /** Least id. */
  from?: string | undefined
  /** First id beyond. */
  to?: string | undefined
}

/** None ends before it is created, so a list of what ended long ago begins there, and not at the newest. */
export function idRange({ createdFrom, createdTo, finishedTo, idPrefix }: ParsedWorkloadFilter): IdRange {
  const sorted = (...bounds: (string | undefined)[]) => bounds.filter((bound) => bound !== undefined).sort()
  return {
    from: sorted(createdFrom && firstIdAt(toMs(createdFrom)), idPrefix).at(-1),
    to: sorted(
      createdTo && firstIdAt(toMs(createdTo)),
      finishedTo && firstIdAt(toMs(finishedTo)),
      idPrefix && `${idPrefix}~`,
    )[0],
  }
}

/** The facets as conditions on rows `w`, for lists that another index leads. */
export function facetConditions({ status, cause, isolation, runtime }: ParsedWorkloadFilter): Fragment[] {
  return [
    oneOf('w.status', status),
    oneOf('w.cause', cause),
    oneOf('w.isolation', isolation),
    oneOf('w.runtime', runtime),
  ].flat()
}

/** What no index leads: conditions on rows `w`, one by one. */
export function restConditions(filter: ParsedWorkloadFilter): Fragment[] {
  const { text, createdBy } = filter
  const ms = (time: string | undefined) => (time === undefined ? undefined : toMs(time))
  return [
    oneOf('w.requested_isolation', filter.requestedIsolation),
    compare('w.node_id', '=', filter.nodeId),
    compare('w.created_by_kind', '=', createdBy?.kind),
    compare('w.created_by_id', '=', createdBy?.id),
    compare('w.finished_at', '>=', ms(filter.finishedFrom)),
    compare('w.finished_at', '<', ms(filter.finishedTo)),
    compare('w.duration_ms', '>=', filter.durationMinMs),
    compare('w.duration_ms', '<', filter.durationMaxMs),
    compare('w.exit_code', '=', filter.exitCode),
    text === undefined ? [] : [textCondition(fold(text))],
  ].flat()
}

const textCondition = (text: string): Fragment => ({
  sql: `(${contains('w.name')} OR ${contains('w.error_line')})`,
  parameters: [text, text],
})

const compare = (column: string, operator: string, value: string | number | undefined): Fragment[] =>
  value === undefined ? [] : [{ sql: `${column} ${operator} ?`, parameters: [value] }]

export const oneOf = (column: string, values: readonly string[] | undefined): Fragment[] =>
  values ? [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, parameters: [...values] }] : []
