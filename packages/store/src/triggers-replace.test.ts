/** REPLACE deletes the row in its way without firing a DELETE trigger: from a SQL shell it must not get that far. */
import { expect, it } from 'vitest'
import { ACTOR, insert, rawRecord, rowOf, workloadAt } from './testing/raw-record.ts'

/** What a new workload must look like, said of a row that is copied. */
const ANEW: Record<string, string> = {
  status: `'pending'`,
  started_at: 'NULL',
  finished_at: 'NULL',
  duration_ms: 'NULL',
  revision: '1',
  change_revision: '1',
  change_kind: `'created'`,
}
const OTHER_ID = `substr(id, 1, 25) || 'Z'`

it('nothing on the record is replaced', () => {
  const db = rawRecord()
  const id = workloadAt(db, 'completed', { idempotency_key: 'k', request_hash: 'h' })
  insert(db, 'audit_entries', { at: 1, actor: ACTOR, action: 'a' })
  const everything = () =>
    ['workloads', 'workload_events', 'audit_entries', 'workload_counters'].map((table) =>
      db.prepare(`SELECT * FROM ${table}`).all(),
    )
  const before = everything()
  const columns = Object.keys(rowOf(db, id))
  const anew = (changed: Record<string, string> = {}) =>
    columns.map((column) => ({ ...ANEW, ...changed })[column] ?? column).join(', ')
  for (const sql of [
    `INSERT OR REPLACE INTO workloads SELECT ${anew()} FROM workloads`,
    `INSERT OR REPLACE INTO workloads SELECT ${anew({ id: OTHER_ID })} FROM workloads`,
    `INSERT OR REPLACE INTO workloads (rowid, ${columns.join(', ')})
     SELECT rowid, ${anew({ id: OTHER_ID, idempotency_key: 'NULL', request_hash: 'NULL' })} FROM workloads`,
    `INSERT OR REPLACE INTO workload_events (seq, workload_id, kind, actor, reason, at)
     SELECT seq, workload_id, 'noted', actor, 'forged', at FROM workload_events`,
    `INSERT OR REPLACE INTO audit_entries SELECT seq, at, actor, 'forged', target, details FROM audit_entries`,
  ]) {
    try {
      db.exec(sql)
    } catch (error) {
      expect(String(error)).toContain('isola:')
    }
    expect(everything(), sql).toEqual(before)
  }
})

for (const rowid of ['rowid', '_rowid_', 'oid']) {
  it(`nor by a workload that is moved to its ${rowid}`, () => {
    const db = rawRecord()
    const ids = [workloadAt(db, 'completed'), workloadAt(db, 'running')]
    const move = `UPDATE OR REPLACE workloads SET ${rowid} = 1 WHERE ${rowid} = 2`
    expect(() => db.exec(move)).toThrow('isola: this column never changes')
    expect(db.prepare('SELECT id FROM workloads ORDER BY rowid').pluck().all()).toEqual(ids)
  })
}
