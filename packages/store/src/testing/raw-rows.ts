/** A row of each table as it may be, for tests that break one value of it. */
import { ACTOR, type Columns } from './raw-record.ts'

export const event: Columns = { workload_id: 'x', kind: 'noted', actor: ACTOR, reason: 'x', at: 1 }
export const counter: Columns = {
  status: 'a',
  cause: '',
  isolation: 'b',
  runtime: 'c',
  count: 0,
  duration_count: 0,
  duration_sum: 0,
}
export const activity: Columns = {
  span_minutes: 1,
  start_at: 0,
  isolation: 'b',
  runtime: 'c',
  created: 0,
  completed: 0,
  failed: 0,
  killed: 0,
  duration_count: 0,
  duration_sum: 0,
}
export const histogram: Columns = {
  isolation: 'a',
  runtime: 'b',
  span_hours: 0,
  start_at: 0,
  bucket: 0,
  count: -1,
}
export const line: Columns = { workload_id: 'x', seq: 0, stream: 'stdout', at: 1, line: '' }
export const runner: Columns = {
  id: 'r',
  boot_id: 'b',
  name: 'n',
  version: '1',
  labels: '{}',
  capacity: 1,
  capabilities: '[]',
  registered_at: 1,
  last_heartbeat_at: 1,
}
export const removed: Columns = { workload_id: 'x', lines: 1, before: 1 }
export const source: Columns = { input_hash: Buffer.alloc(32, 0xbb), bytes: 0 }
export const output: Columns = { workload_id: 'x', body: Buffer.alloc(0) }
