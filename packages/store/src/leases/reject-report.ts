import { type FinishResult, InvalidInputError } from '@isola/domain'
import type { Announce } from '../commit.ts'
import { SUMMARY, toSummary } from '../convert.ts'
import type { LaneDatabase, Row } from '../sqlite/lane-database.ts'
import type { changeParameters } from '../workloads/change.ts'
import type { GivenColumns } from '../workloads/report.ts'

interface LateReport {
  runner: string
  tokenHash: string
  reportHash: string
  given: GivenColumns
}

/** The one that had the lease; whoever never had it leaves nothing behind. */
const ONCE_HELD = `
  SELECT ${SUMMARY}, error, output_info, report_hash FROM workloads
  WHERE id = @id AND node_id = @runner AND claim_id = @tokenHash`
const REJECT = `
  INSERT INTO workload_events (workload_id, kind, actor, changes, at)
  SELECT @id, 'report_rejected', @actor, @changes, @now WHERE NOT EXISTS (
    SELECT 1 FROM workload_events
    WHERE workload_id = @id AND kind = 'report_rejected' AND changes ->> '$.reportHash[1]' = @reportHash)`

/**
 * Why a report was not recorded: it stands in the record already, which is answered, or it came after another end. Then
 * what it said is kept beside what stands, once however often it is sent, and null is answered.
 * @throws INVALID_INPUT when the lease lives, because the report is of a kill that was not requested
 */
export function rejectReport(
  db: LaneDatabase,
  announce: Announce,
  { id, actor, now }: ReturnType<typeof changeParameters>,
  { runner, tokenHash, reportHash, given }: LateReport,
): FinishResult | null {
  const [present] = db.all(ONCE_HELD, { id, runner, tokenHash })
  if (!present) return null
  if (present.report_hash === reportHash) return { workload: toSummary(present), repeated: true }
  if (present.leased_by !== null) {
    const message = 'is killed only after a kill was requested: report failed'
    throw new InvalidInputError([{ path: 'status', message }])
  }
  const changes = { ...besides(present, given), reportHash: [null, reportHash] }
  const written = db.run(REJECT, { id, actor, now, reportHash, changes: JSON.stringify(changes) })
  if (written > 0) announce({ event: id })
  return null
}

/** What was said, each beside what stands. */
function besides(present: Row, given: GivenColumns): Record<string, [unknown, unknown]> {
  const said = Object.entries(given).filter(([, value]) => value !== null)
  return Object.fromEntries(
    said.map(([column, value]) => {
      const { field, shown } = FIELDS[column] ?? { field: column, shown: asItIs }
      return [field, [shown(present[column]), shown(value)]]
    }),
  )
}

const asItIs = (value: unknown) => value
const FIELDS: Record<string, { field: string; shown: (value: unknown) => unknown }> = {
  exit_code: { field: 'exitCode', shown: asItIs },
  duration_ms: { field: 'durationMs', shown: asItIs },
  output_info: { field: 'output', shown: (value) => (value === null ? null : JSON.parse(String(value))) },
}
