import { describe, expect, it } from 'vitest'
import {
  type Columns,
  change,
  namedChange,
  rawRecord,
  rowOf,
  update,
  workloadAt,
} from './testing/raw-record.ts'

/** Columns that no UPDATE may name, each with a value that would otherwise pass. */
const FIXED: Columns = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  name: 'other',
  runtime: 'go',
  requested_isolation: 'auto',
  hold: 1,
  source_id: 1,
  input_hash: Buffer.alloc(32, 0xaa),
  cpu_limit: 1,
  memory_limit_mb: 128,
  timeout_seconds: 1,
  labels: '{"a":"b"}',
  retry_of: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  created_by_kind: 'key',
  created_by_id: 'eve',
  created_by_name: 'Eve',
  idempotency_key: 'x',
  request_hash: 'x',
  created_at: 1,
}

/** Columns that change with the next revision alone. */
const AUDITED: Columns = {
  status: 'completed',
  cause: 'exit',
  isolation: 'sandbox',
  node_id: 'host-7',
  exit_code: 1,
  error_line: 'x',
  error: 'x',
  duration_ms: 1,
  started_at: 1,
  finished_at: 1,
  kill_requested_at: 1,
  output_info: '{}',
  output_id: 1,
  revision: 9,
  change_revision: 9,
  change_kind: 'overridden',
  change_actor: '{"kind":"user","id":"eve","name":"Eve"}',
  change_reason: 'because',
  change_at: 1,
}

/** Leases and logs: they change often, and history does not speak of them. */
const FREE: Columns = {
  claim_id: 'x',
  report_hash: 'x',
  log_bytes: 1,
  logs_truncated: 1,
}
const LEASE: Columns = { leased_by: 'r', lease_token_hash: 'h', lease_until: 1, last_heartbeat_at: 1 }

describe('columns of a workload', () => {
  it('are fixed, audited or free: none is forgotten', () => {
    const columns = rawRecord().prepare(`SELECT name FROM pragma_table_info('workloads')`).pluck().all()
    const known = [FIXED, AUDITED, FREE, LEASE].flatMap((group) => Object.keys(group))
    expect(known.sort()).toEqual(columns.sort())
  })

  for (const [column, value] of Object.entries(FIXED)) {
    it(`never change: ${column}`, () => {
      const db = rawRecord()
      const id = workloadAt(db, 'running')
      const refused = 'isola: this column never changes'
      expect(() => update(db, id, { [column]: value })).toThrow(refused)
      expect(() => change(db, id, 'updated', { [column]: value })).toThrow(refused)
      expect(() => change(db, id, 'overridden', { [column]: value }, 'because')).toThrow('isola:')
    })
  }

  for (const [column, value] of Object.entries(AUDITED)) {
    it(`change with the next revision alone: ${column}`, () => {
      const db = rawRecord()
      for (const status of ['running', 'failed'] as const) {
        const id = workloadAt(db, status)
        const before = rowOf(db, id)
        expect(() => update(db, id, { [column]: value })).toThrow('isola:')
        expect(rowOf(db, id)).toEqual(before)
      }
    })
  }

  it('of leases and logs change without a revision, and leave no event', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'running')
    const before = db.prepare('SELECT count(*) FROM workload_events').pluck().all()
    for (const [column, value] of Object.entries(FREE)) update(db, id, { [column]: value })
    update(db, id, LEASE)
    expect(rowOf(db, id)).toMatchObject({ ...FREE, ...LEASE, revision: 2 })
    expect(db.prepare('SELECT count(*) FROM workload_events').pluck().all()).toEqual(before)
  })

  it('of a change stay as they are when one of them is bad', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'running')
    const before = rowOf(db, id)
    const bad = { ...namedChange(db, id, 'updated'), exit_code: 3, duration_ms: -1 }
    expect(() => update(db, id, bad)).toThrow('durationMs_range')
    expect(rowOf(db, id)).toEqual(before)
  })
})
