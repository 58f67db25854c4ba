/** Every CHECK of the record, broken once, straight in SQL. */
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { START } from './testing/fixtures.ts'
import { newKey, newPerson } from './testing/raw-accounts.ts'
import {
  ACTOR,
  type Columns,
  change,
  columnsOf,
  insert,
  insertWorkload,
  newWorkload,
  rawRecord,
  rowOf,
  update,
  workloadAt,
} from './testing/raw-record.ts'
import {
  activity,
  counter,
  event,
  histogram,
  line,
  output,
  removed,
  runner,
  source,
} from './testing/raw-rows.ts'

type Break = (db: Database.Database) => void
type Breaks = Record<string, Break | Break[]>

const inserting =
  (columns: Columns): Break =>
  (db) =>
    insertWorkload(db, columns)
const updating =
  (status: Parameters<typeof workloadAt>[1], columns: Columns): Break =>
  (db) => {
    const id = workloadAt(db, status)
    change(db, id, status === 'running' || status === 'pending' ? 'updated' : 'amended', columns, 'why')
  }
const moving =
  (to: Parameters<typeof workloadAt>[1], columns: Columns): Break =>
  (db) =>
    change(db, workloadAt(db, 'running'), 'transitioned', { ...columnsOf[to], ...columns })
const leasing =
  (columns: Columns, hold = 0): Break =>
  (db) =>
    update(db, workloadAt(db, 'running', { hold }), { ...LEASE, ...columns })
const into =
  (table: string, columns: Columns): Break =>
  (db) =>
    insert(db, table, columns)

const LEASE: Columns = { leased_by: 'r', lease_token_hash: 'h', lease_until: 1, last_heartbeat_at: 1 }

/** Each row of a `negative` count breaks the same CHECK. */
const negatives = (table: string, row: Columns, columns: string[]): Break[] =>
  columns.map((column) => into(table, { ...row, [column]: -1 }))

const BREAKS: Breaks = {
  id_ulid: [
    inserting({ id: '01M' }),
    (db) => insertWorkload(db, { id: `${String(newId(db)).slice(0, 25)}U` }),
    (db) => insertWorkload(db, { id: `${String(newId(db)).slice(0, 25)}a` }),
  ],
  createdAt_in_id: [
    inserting({ created_at: START + 1 }),
    inserting({ created_at: -1 }),
    inserting({ created_at: START + 0.5 }),
    inserting({ created_at: new Date(START).toISOString() }),
  ],
  name_length: inserting({ name: 'x'.repeat(201) }),
  // The guards speak first, unless they are gone.
  status_known: (db) => {
    db.exec('DROP TRIGGER workloads_guard_insert')
    insertWorkload(db, { status: 'paused' })
  },
  cause_known: moving('failed', { cause: 'boredom' }),
  cause_of_failed_and_killed: [
    moving('failed', { cause: null }),
    moving('killed', { cause: null }),
    moving('completed', { cause: 'exit' }),
    updating('running', { cause: 'exit' }),
    inserting({ cause: 'exit' }),
  ],
  cause_of_killed: moving('killed', { cause: 'timeout' }),
  runtime_known: inserting({ runtime: 'cobol' }),
  requestedIsolation_known: inserting({ requested_isolation: 'none', isolation: 'none' }),
  isolation_known: updating('running', { isolation: 'none' }),
  isolation_as_requested: (db) => {
    const id = workloadAt(db, 'running', { requested_isolation: 'gvisor', isolation: 'gvisor' })
    change(db, id, 'updated', { isolation: 'isolate' })
  },
  hold_boolean: inserting({ hold: 2 }),
  cpuLimit_positive: inserting({ cpu_limit: 0 }),
  memoryLimitMb_least: inserting({ memory_limit_mb: 127.9 }),
  timeoutSeconds_positive: inserting({ timeout_seconds: 0 }),
  labels_object: inserting({ labels: '[]' }),
  createdBy_known: inserting({ created_by_kind: 'robot' }),
  idempotencyKey_with_request: [inserting({ idempotency_key: 'x' }), inserting({ request_hash: 'x' })],
  startedAt_integer: updating('running', { started_at: START + 0.5 }),
  startedAt_of_running_and_completed: [
    updating('running', { started_at: null }),
    updating('completed', { started_at: null, duration_ms: null }),
  ],
  startedAt_not_before_createdAt: updating('running', { started_at: START - 1 }),
  finishedAt_integer: updating('failed', { finished_at: START + 5.5 }),
  finishedAt_of_terminal: [
    updating('completed', { finished_at: null }),
    updating('running', { finished_at: START + 1 }),
    moving('failed', { finished_at: null }),
  ],
  finishedAt_not_before_startedAt: [
    updating('completed', { started_at: START + 6 }),
    updating('failed', { started_at: null, duration_ms: null, finished_at: START - 1 }),
  ],
  durationMs_of_started: updating('failed', { started_at: null }),
  durationMs_range: [
    updating('completed', { duration_ms: -1 }),
    updating('completed', { duration_ms: 3_155_760_000_001 }),
    updating('completed', { duration_ms: 1.5 }),
    updating('completed', { duration_ms: '1 second' }),
  ],
  exitCode_integer: updating('running', { exit_code: 'one' }),
  lease_of_running: [leasing({}, 1), (db) => update(db, workloadAt(db, 'failed'), LEASE)],
  lease_whole: Object.keys(LEASE).map((column) => leasing({ [column]: null })),
  logBytes_range: [leasing({ log_bytes: -1 }), leasing({ log_bytes: 67_108_865 })],
  logsTruncated_boolean: leasing({ logs_truncated: 2 }),
  error_bytes: updating('running', { error: 'é'.repeat(32_769), error_line: 'é'.repeat(500) }),
  error_line_of_error: [
    ...[
      ['a\nb', 'a\nb'],
      ['a\rb', 'a\rb'],
      ['a\r\nb', 'a\r'],
      ['\nb', ''],
      ['\r\nb', '\r\nb'],
      ['ab', 'a'],
      ['ab', 'b'],
      ['ab\nc', 'c'],
      ['', 'a'],
      ['a\u0000b', 'a'],
      ['a\u0000b', 'a\u0000'],
      ['\u0000b', ''],
      ['\n', '\n'],
      [`${'x'.repeat(501)}\n`, `y${'x'.repeat(499)}`],
      [`${'x'.repeat(499)}\n${'x'.repeat(99)}`, `${'x'.repeat(499)}\n`],
    ].map(([error = '', error_line = '']) => updating('running', { error, error_line })),
    updating('running', { error: 'a' }),
    updating('running', { error_line: 'a' }),
  ],
  error_line_length: [
    updating('running', { error: 'x'.repeat(501), error_line: 'x'.repeat(501) }),
    updating('running', { error: '😀'.repeat(501), error_line: '😀'.repeat(501) }),
    updating('running', {
      error: `\u0000${'x'.repeat(2_000)}`,
      error_line: `\u0000${'x'.repeat(2_000)}`,
    }),
  ],
  // The guard speaks first, unless it is gone.
  output_with_info: [
    (db) => {
      db.exec('DROP TRIGGER workloads_guard_output')
      updating('running', { output_id: 1 })(db)
    },
    (db) => {
      db.exec('DROP TRIGGER workloads_guard_output')
      updating('running', { output_info: '{"bytes":0}' })(db)
    },
  ],
  output_id_positive: [
    into('workload_outputs', { ...output, id: 0 }),
    into('workload_outputs', { ...output, id: -1 }),
  ],
  output_bytes: [
    into('workload_outputs', { ...output, body: Buffer.alloc(4_194_305) }),
    into('workload_outputs', { ...output, body: 'x' }),
  ],
  inputHash_sha256: [
    into('workload_sources', { ...source, input_hash: 'b'.repeat(32) }),
    into('workload_sources', { ...source, input_hash: Buffer.alloc(31) }),
  ],
  input_json: into('workload_sources', { ...source, input: '{' }),
  source_bytes: [
    into('workload_sources', { ...source, bytes: 1_048_577 }),
    into('workload_sources', { ...source, bytes: -1 }),
  ],
  event_kind_known: into('workload_events', { ...event, kind: 'renamed' }),
  event_statuses: [
    into('workload_events', { ...event, to_status: 'failed' }),
    into('workload_events', { ...event, kind: 'transitioned', to_status: 'failed' }),
    into('workload_events', { ...event, kind: 'overridden', from_status: 'failed' }),
    into('workload_events', { ...event, kind: 'created', from_status: 'failed', to_status: 'pending' }),
  ],
  reason_given: ['amended', 'overridden', 'deleted', 'noted'].flatMap((kind) =>
    [null, ' '].map((reason) => {
      const statuses = kind === 'overridden' ? { from_status: 'failed', to_status: 'killed' } : {}
      return into('workload_events', { ...event, ...statuses, kind, reason })
    }),
  ),
  event_actor_json: into('workload_events', { ...event, actor: 'Ada' }),
  event_at_integer: into('workload_events', { ...event, at: '2026-03-01' }),
  counter_not_negative: negatives('workload_counters', counter, ['count', 'duration_count', 'duration_sum']),
  counter_integers: into('workload_counters', { ...counter, duration_sum: 1.5 }),
  activity_not_negative: negatives('workload_activity', activity, [
    'created',
    'completed',
    'failed',
    'killed',
    'duration_count',
    'duration_sum',
  ]),
  activity_integers: into('workload_activity', { ...activity, duration_sum: 1.5 }),
  histogram_not_negative: into('duration_histogram', histogram),
  log_seq_not_negative: into('log_lines', { ...line, seq: -1 }),
  log_stream_known: into('log_lines', { ...line, stream: 'stdlog' }),
  removed_lines: into('removed_log_lines', { ...removed, lines: 0 }),
  removed_before: into('removed_log_lines', { ...removed, before: '2026-03-01' }),
  log_line_bytes: into('log_lines', { ...line, line: 'é'.repeat(32_769) }),
  audit_json: [
    into('audit_entries', { at: 1, actor: 'Ada', action: 'a' }),
    into('audit_entries', { at: 1, actor: ACTOR, action: 'a', details: '{' }),
  ],
  runner_json: [into('runners', { ...runner, labels: '' }), into('runners', { ...runner, capabilities: '' })],
  runner_capacity: into('runners', { ...runner, capacity: 0 }),
  role_known: [
    into('auth_users', newPerson('p', { role: 'runner' })),
    into('api_keys', newKey('k', { role: 'owner' })),
  ],
  email_lower_case: into('auth_users', newPerson('p', { email: 'Ada@example.com' })),
  disabled_boolean: into('auth_users', newPerson('p', { disabled: 2 })),
  keyHash_sha256: [
    into('api_keys', newKey('k', { key_hash: 'A'.repeat(64) })),
    into('api_keys', newKey('k', { key_hash: 'a'.repeat(63) })),
  ],
  createdBy_json: into('api_keys', newKey('k', { created_by: 'Ada' })),
}

const newId = (db: Database.Database) => rowOf(db, insertWorkload(db)).id
describe('every CHECK', () => {
  it('of the record is broken here once', () => {
    const schema = rawRecord()
      .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'table'`)
      .pluck()
      .all()
      .join()
    const checks = [...schema.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map(([, name]) => name)
    // People and keys both have a role.
    expect(Object.keys(BREAKS).sort()).toEqual([...new Set(checks)].sort())
  })

  for (const [name, breaks] of Object.entries(BREAKS)) {
    for (const [i, attempt] of [breaks].flat().entries()) {
      it(`holds: ${name}${i > 0 ? `, in another way (${i + 1})` : ''}`, () => {
        expect(() => attempt(rawRecord())).toThrow(`CHECK constraint failed: ${name}`)
      })
    }
  }

  it('lets pass what lies on its bounds', () => {
    const db = rawRecord()
    const id = workloadAt(db, 'running', { cpu_limit: 0.001, memory_limit_mb: 128, name: '😀'.repeat(200) })
    const bounds = {
      duration_ms: 3_155_760_000_000,
      error: 'é'.repeat(32_768),
      error_line: 'é'.repeat(500),
      output_id: 1,
      output_info: '{"bytes":4194304}',
    }
    insert(db, 'workload_outputs', { id: 1, workload_id: id, body: Buffer.alloc(4_194_304) })
    change(db, id, 'updated', bounds)
    const rest = { ...LEASE, log_bytes: 67_108_864, logs_truncated: 1 }
    update(db, id, rest)
    expect(rowOf(db, id)).toMatchObject({ ...bounds, ...rest })
  })

  it('apart, keys hold: no second workload under an id or an idempotency key, none without its source', () => {
    const db = rawRecord()
    const key = { idempotency_key: 'x', request_hash: 'y' }
    const id = insertWorkload(db, key)
    expect(() => insert(db, 'workloads', newWorkload(id))).toThrow()
    expect(() => insertWorkload(db, key)).toThrow('key is taken')
    expect(() => insertWorkload(db, { source_id: 2 })).toThrow('FOREIGN KEY')
    expect(() => insertWorkload(db, { input_hash: Buffer.alloc(32) })).toThrow('FOREIGN KEY')
    insertWorkload(db, { ...key, created_by_id: 'grace' })
    expect(db.prepare('SELECT count(*) FROM workloads').pluck().all()).toEqual([2])
  })
})
