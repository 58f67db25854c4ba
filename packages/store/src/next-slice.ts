import type { LaneDatabase, Row } from './sqlite/lane-database.ts'

/** What one job of the lane removes at most: 500 long lines would be 32 MiB, and other writes wait meanwhile. */
const ROWS = 500
const BYTES = 1024 * 1024

/** Rows of a workload in their order, and the column that is removed of each. */
const ahead = (table: string, column: string) => `
  SELECT seq, at, ifnull(octet_length(${column}), 0) AS bytes FROM ${table}
  WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ${ROWS}`
const AHEAD = { log_lines: ahead('log_lines', 'line'), workload_events: ahead('workload_events', 'changes') }

export interface Slice {
  /** Number of the last row; null where there is none. */
  last: number | null
  /** How many of the rows are older than asked. */
  old: number
}

/** The next rows of a workload, as many as one job may remove. */
export function nextSlice(
  db: LaneDatabase,
  table: keyof typeof AHEAD,
  id: string,
  after: number,
  before = 0,
): Slice {
  return db.read(AHEAD[table], [id, after], (rows) => measure(rows, before))
}

function measure(rows: Iterable<Row>, before: number): Slice {
  let slice: Slice = { last: null, old: 0 }
  let bytes = 0
  for (const { seq, at, bytes: size } of rows) {
    slice = { last: seq as number, old: slice.old + Number((at as number) < before) }
    bytes += size as number
    if (bytes >= BYTES) break
  }
  return slice
}
