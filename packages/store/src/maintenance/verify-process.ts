import Database from 'better-sqlite3'
import { AGGREGATES, type Aggregate } from '../stats/recompute.ts'
import { answerParent } from './run-apart.ts'
import type { VerifyReport } from './verify.ts'

/** Every change that raised the revision wrote one event; the last status is the one that history ends with. */
const HISTORY_GAPS = `
  SELECT id FROM workloads w WHERE revision <> (
      SELECT count(*) FROM workload_events e WHERE e.workload_id = w.id AND kind NOT IN ('noted', 'retried', 'report_rejected'))
    OR status <> (SELECT to_status FROM workload_events e
      WHERE e.workload_id = w.id AND to_status IS NOT NULL ORDER BY seq DESC LIMIT 1)`

/** Triggers see to these; a file that was written past them, or has lost pages, may break them. */
const OUTPUT_MISSING = `
  SELECT id FROM workloads w WHERE output_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM workload_outputs o WHERE o.id = w.output_id AND o.workload_id = w.id
      AND (length(body) = output_info ->> '$.bytes' OR (length(body) < output_info ->> '$.bytes' AND output_info ->> '$.truncated')))`
const OUTPUT_UNUSED = `
  SELECT workload_id FROM workload_outputs o
  WHERE NOT EXISTS (SELECT 1 FROM workloads w WHERE w.id = o.workload_id AND w.output_id = o.id)`

/** What a deleted workload left is there only as long as the purge has yet to come to it. */
const NOT_PURGED = `
  SELECT DISTINCT workload_id FROM workload_events e WHERE changes IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM workloads WHERE id = e.workload_id)
    AND NOT EXISTS (SELECT 1 FROM pending_purges p WHERE p.workload_id = e.workload_id AND blanked_to < e.seq)
  UNION SELECT DISTINCT workload_id FROM log_lines l
  WHERE NOT EXISTS (SELECT 1 FROM workloads WHERE id = l.workload_id)
    AND NOT EXISTS (SELECT 1 FROM pending_purges p WHERE p.workload_id = l.workload_id)`

/** A scan of everything: seconds at a million workloads. */
answerParent((file: string): VerifyReport => {
  const db = new Database(file, { readonly: true })
  // One transaction, so that every query speaks of the same moment.
  db.exec('BEGIN')
  const firstColumn = (sql: string) => db.prepare(sql).pluck().all().map(String)
  const problems = [
    ...AGGREGATES.flatMap((aggregate) => differences(db, aggregate)),
    ...firstColumn('PRAGMA integrity_check').filter((line) => line !== 'ok'),
    ...firstColumn('PRAGMA foreign_key_check').map((table) => `${table} has a row whose source is missing`),
    ...firstColumn(OUTPUT_MISSING).map((id) => `workload ${id} lacks the output that it describes`),
    ...firstColumn(OUTPUT_UNUSED).map((id) => `workload_outputs holds one that workload ${id} does not have`),
    ...firstColumn(NOT_PURGED).map((id) => `workload ${id} was deleted, and its values or log lines remain`),
    ...firstColumn(HISTORY_GAPS).map((id) => `workload ${id} and its history disagree`),
  ]
  const [workloads] = firstColumn('SELECT count(*) FROM workloads')
  db.close()
  return { workloads: Number(workloads), problems }
})

function differences(db: Database.Database, { table, columns, inUse, query }: Aggregate): string[] {
  const kept = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${inUse}`
  const except = (left: string, right: string) =>
    db
      .prepare(`SELECT * FROM (${left}) EXCEPT SELECT * FROM (${right})`)
      .all()
      .map((row) => JSON.stringify(row))
  return [
    ...except(kept, query).map((row) => `${table} holds ${row}, which the workloads do not bear out`),
    ...except(query, kept).map((row) => `${table} lacks ${row}`),
  ]
}
