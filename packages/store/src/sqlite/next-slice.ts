import type { LaneDatabase, Parameters, Row } from './lane-database.ts'

/** What one job of the lane goes through at most: 500 long log lines are 32 MiB, and other writes wait meanwhile. */
export const SLICE_ROWS = 500
const SLICE_BYTES = 1024 * 1024

/**
 * The first rows of a list, as many as one job may change.
 * @param sql reads at most SLICE_ROWS rows, each with its size as `bytes`
 */
export function nextSlice(db: LaneDatabase, sql: string, parameters: Parameters): Row[] {
  return db.read(sql, parameters, takeBounded)
}

function takeBounded(rows: Iterable<Row>): Row[] {
  const slice: Row[] = []
  let bytes = 0
  for (const row of rows) {
    slice.push(row)
    bytes += Number(row.bytes)
    if (bytes >= SLICE_BYTES) break
  }
  return slice
}
