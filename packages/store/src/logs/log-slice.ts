import type { LaneDatabase, Row } from '../sqlite/lane-database.ts'

/** What one job of the lane removes at most: 500 long lines would be 32 MiB, and other writes wait meanwhile. */
const LINES = 500
const BYTES = 1024 * 1024

const AHEAD = `
  SELECT seq, at, octet_length(line) AS bytes FROM log_lines WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ${LINES}`

export interface LogSlice {
  /** Number of the last line; null where there is none. */
  last: number | null
  /** How many of the lines are older than asked. */
  old: number
}

/** The next lines of a log, as many as one job may remove. */
export function nextSlice(db: LaneDatabase, id: string, after: number, before: number): LogSlice {
  return db.read(AHEAD, [id, after], (rows) => measure(rows, before))
}

function measure(rows: Iterable<Row>, before: number): LogSlice {
  let slice: LogSlice = { last: null, old: 0 }
  let bytes = 0
  for (const { seq, at, bytes: size } of rows) {
    slice = { last: seq as number, old: slice.old + Number((at as number) < before) }
    bytes += size as number
    if (bytes >= BYTES) break
  }
  return slice
}
