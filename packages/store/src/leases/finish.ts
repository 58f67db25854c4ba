import {
  type Actor,
  type FinishResult,
  parseInput,
  type RunnerReport,
  type RunnerReportInput,
  runnerReport,
  sizeOf,
} from '@isola/domain'
import type { Announce } from '../commit.ts'
import type { StoreContext } from '../context.ts'
import { toSummary } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { changeParameters } from '../workloads/change.ts'
import { givenColumns, reportSql, writeReport } from '../workloads/report.ts'
import { canonicalJson, sha256 } from '../workloads/source.ts'
import { leaseLost, tokenHashOf } from './lease-token.ts'
import { rejectReport } from './reject-report.ts'

/**
 * Records the outcome of a leased workload, once: the same report again is `repeated`. It is held to the token and to
 * `running`, and to no clock: a true outcome that comes before the sweep counts. What comes after another end is
 * LEASE_LOST, and kept as an event.
 */
export async function finish(
  { clock, lane, presence }: StoreContext,
  id: string,
  leaseToken: string,
  input: RunnerReportInput,
  actor: Actor,
): Promise<FinishResult> {
  const who = parseActor(actor)
  const report = parseInput(runnerReport, input)
  const output = report.output ? Buffer.from(report.output.data, report.output.encoding) : null
  const given = givenColumns(wholeOutcome(report), output)
  const tokenHash = tokenHashOf(leaseToken)
  const reportHash = sha256(canonicalJson([tokenHash, given]))
  const sql = reportSql({ ...given, report_hash: reportHash }, 'lease-holder', report.status)

  const write = (db: LaneDatabase, announce: Announce): FinishResult | null => {
    const change = changeParameters(id, who, {}, clock.now())
    const parameters = { ...change, ...given, report_hash: reportHash, actorId: who.id, tokenHash }
    const row = writeReport(db, sql, parameters, output)
    if (row) {
      announce({ event: id })
      return { workload: toSummary(row), repeated: false }
    }
    return rejectReport(db, announce, change, { runner: who.id, tokenHash, reportHash, given })
  }
  const result = await lane.submit(write, { bytes: sizeOf([report, output]) })
  if (!result) throw leaseLost()
  presence.leases.forget(id)
  presence.runners.hear(who.id)
  return result
}

/** What a report does not say there was not: a value that was noted on the way does not stay as part of the outcome. */
const wholeOutcome = ({ status, cause, output, exitCode, error, durationMs }: RunnerReport) => ({
  status,
  ...(cause != null && { cause }),
  output: output ?? null,
  exitCode: exitCode ?? null,
  error: error ?? null,
  ...(durationMs != null && { durationMs }),
})
