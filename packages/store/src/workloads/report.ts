import {
  type Actor,
  errorLine,
  hasFullScope,
  isTerminal,
  predecessors,
  TERMINAL_STATUSES,
  toMs,
  type WorkloadReport,
  type WorkloadStatus,
} from '@isola/domain'
import { toOutputInfo } from '../convert.ts'
import type { LaneDatabase, Row } from '../sqlite/lane-database.ts'
import { changeSql, END_LEASE, START_UNTIMED, STARTED_NOW, statusIs } from './change.ts'
import { sha256 } from './source.ts'

/** Columns with the values a report gives for them: compared to tell whether it changes anything. */
export type GivenColumns = Record<string, string | number | null>

const HAS_ENDED = statusIs(TERMINAL_STATUSES)

/** @param outputBytes the report's output, decoded */
export function givenColumns(report: WorkloadReport, outputBytes: Buffer | null): GivenColumns {
  const columns: GivenColumns = {}
  const give = (column: string, value: string | number | null | undefined) => {
    if (value !== undefined) columns[column] = value
  }
  const timeOf = (value: string | null | undefined) => (value == null ? value : toMs(value))
  give('status', report.status)
  give('cause', report.cause)
  give('exit_code', report.exitCode)
  give('error', report.error)
  give('duration_ms', report.durationMs)
  give('started_at', timeOf(report.startedAt))
  give('finished_at', timeOf(report.finishedAt))
  if (report.output === null) give('output_info', null)
  if (report.output && outputBytes) give('output_info', toOutputInfo(report.output, sha256(outputBytes)))
  return columns
}

const WRITE_OUTPUT = 'INSERT INTO workload_outputs (workload_id, body) VALUES (@id, @output) RETURNING id'
const DROP_OUTPUT = 'DELETE FROM workload_outputs WHERE id = ?'

/**
 * Runs a report's UPDATE; undefined when a guard did not hold. The body of an output is written first, so that nothing
 * ever refers to one that is not there. It is taken back when the UPDATE fails, changes nothing or finds the same output
 * there: by hand, because a savepoint for the two statements cost another 6 % of a completion's time.
 */
export function writeReport(
  db: LaneDatabase,
  sql: string,
  parameters: { id: string } & GivenColumns,
  output: Buffer | null,
): Row | undefined {
  const { error } = parameters
  const line = typeof error === 'string' ? errorLine(error) : null
  const update = (outputId: unknown) =>
    db.all(sql, { ...parameters, error_line: line, output_id: outputId })[0]
  if (!output) return update(null)
  const [body] = db.all(WRITE_OUTPUT, { id: parameters.id, output })
  let row: Row | undefined
  try {
    row = update(body?.id)
    return row
  } finally {
    if (row?.output_id !== body?.id) db.run(DROP_OUTPUT, [body?.id])
  }
}

/**
 * The guarded UPDATE of a report. A given value is bound under its column's name. SQL is built from the fields that are
 * given, so that SQLite leaves out the triggers and indexes of all others.
 */
export function reportSql(
  given: GivenColumns,
  reporter: Reporter,
  status: WorkloadStatus | undefined,
): string {
  const key = [reporter, status, ...Object.keys(given)].join()
  const sql = built.get(key) ?? buildSql(given, reporter, status)
  built.set(key, sql)
  return sql
}

/** One text per set of fields: building it, and finding its statement by a text never seen before, was 5 % of a write. */
const built = new Map<string, string>()

function buildSql(given: GivenColumns, reporter: Reporter, status: WorkloadStatus | undefined): string {
  const columns = Object.keys(given)
  const set = columns.map((column) => `${column} = @${column}`)
  if ('error' in given) set.push('error_line = @error_line')
  if ('output_info' in given) set.push('output_id = iif(output_info IS @output_info, output_id, @output_id)')
  const guards = [`(${columns.map((column) => `${column} IS NOT @${column}`).join(' OR ')})`]
  if (status) {
    set.push(...derivedAssignments(given, status))
    guards.push(`(status = @status OR ${statusIs(predecessors(status))})`)
    const exitCodeStays = status === 'completed' && !('exit_code' in given)
    if (exitCodeStays) guards.push('(status = @status OR ifnull(exit_code, 0) = 0)')
  }
  set.push(...durationAssignment(given, status))
  guards.push(MAY_REPORT[reporter])
  if (reporter === 'lease-holder' && status === 'killed') guards.push('kill_requested_at IS NOT NULL')
  return changeSql(changeKind(status), set, guards)
}

/** Who reports: the holder of its lease; whoever may act on all; or its creator, who holds it. */
export type Reporter = 'lease-holder' | 'all' | 'own-held'

export const reporterOf = (actor: Actor): Reporter => (hasFullScope(actor) ? 'all' : 'own-held')

const MAY_REPORT: Record<Reporter, string> = {
  'lease-holder': "status = 'running' AND leased_by = @actorId AND lease_token_hash = @tokenHash",
  all: `(NOT ${HAS_ENDED} OR @reason IS NOT NULL)`,
  'own-held': `NOT ${HAS_ENDED} AND hold AND created_by_kind = @actorKind AND created_by_id = @actorId`,
}

const changeKind = (status: WorkloadStatus | undefined): string => {
  const unmoved = `iif(${HAS_ENDED}, 'amended', 'updated')`
  return status ? `iif(status <> @status, 'transitioned', ${unmoved})` : unmoved
}

/** What entering a status sets when the report does not say it; a status that is there already sets nothing. */
function derivedAssignments(given: GivenColumns, status: WorkloadStatus): string[] {
  const entering = (value: string, column: string) =>
    `${column} = iif(status <> @status, ${value}, ${column})`
  const derived: string[] = []
  if (!('cause' in given) && status === 'failed') {
    const exitCode = 'exit_code' in given ? '@exit_code' : 'exit_code'
    derived.push(entering(`iif(ifnull(${exitCode}, 0) <> 0, 'exit', 'reported')`, 'cause'))
  }
  if (!('cause' in given) && status === 'killed') derived.push(entering("'operator'", 'cause'))
  if (!('started_at' in given) && status === 'running')
    derived.push(`started_at = ${startedAt(given, status)}`)
  if (!('finished_at' in given) && isTerminal(status))
    derived.push(`finished_at = ${finishedAt(given, status)}`)
  if (isTerminal(status)) derived.push(...END_LEASE)
  return derived
}

/** The times as they will be: given, stamped on entering a status (never before the one that comes before), or as they are. */
function startedAt(given: GivenColumns, status: WorkloadStatus | undefined): string {
  if ('started_at' in given) return '@started_at'
  return status === 'running' ? STARTED_NOW : 'started_at'
}

function finishedAt(given: GivenColumns, status: WorkloadStatus | undefined): string {
  if ('finished_at' in given) return '@finished_at'
  if (!status || !isTerminal(status)) return 'finished_at'
  return `ifnull(finished_at, max(@now, ifnull(${startedAt(given, status)}, created_at)))`
}

/** Changing a time recomputes the duration, unless the report gives one or the clock was behind. */
function durationAssignment(given: GivenColumns, status: WorkloadStatus | undefined): string[] {
  if ('duration_ms' in given) return []
  const [started, finished] = [startedAt(given, status), finishedAt(given, status)]
  if (started === 'started_at' && finished === 'finished_at') return []
  const changed = `(${started} IS NOT started_at OR ${finished} IS NOT finished_at)`
  const untimed = [
    ...('started_at' in given ? [] : [START_UNTIMED]),
    ...('finished_at' in given ? [] : [`finished_at IS NULL AND @now < ${started}`]),
  ]
  const unlessUntimed = untimed.map((condition) => ` WHEN ${condition} THEN NULL`).join('')
  return [
    `duration_ms = CASE WHEN NOT ${changed} THEN duration_ms${unlessUntimed} ELSE ${finished} - ${started} END`,
  ]
}
