import {
  fold,
  LIMITS,
  type ListLogLinesQuery,
  type LogPage,
  listLogLinesQuery,
  parseInput,
  toPage,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toLogLine, toRemoved } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import { contains } from '../sqlite/fold.ts'

const WORKLOAD = `
  SELECT r.lines, r.before FROM workloads w LEFT JOIN removed_log_lines r ON r.workload_id = w.id WHERE w.id = ?`
const EVERY_SEQ = { forward: Number.MAX_SAFE_INTEGER, backward: -1 } as const
const LINES = {
  forward: 'FROM log_lines WHERE workload_id = ? AND seq > ? AND seq <= ? ORDER BY seq',
  backward: 'FROM log_lines WHERE workload_id = ? AND seq < ? AND seq >= ? ORDER BY seq DESC',
} as const

/** A workload's log, page by page from either end. A search looks at 20,000 lines a request: a page may be short and go on. */
export async function listLogLines(
  { reader }: StoreContext,
  id: string,
  query: ListLogLinesQuery = {},
): Promise<LogPage> {
  const { cursor, direction, search, limit } = parseInput(listLogLinesQuery, query)
  const [workload] = await reader.all(WORKLOAD, id)
  if (!workload) throw new WorkloadNotFoundError(id)
  const from = Number(cursor ?? (direction === 'forward' ? -1 : Number.MAX_SAFE_INTEGER))
  const lines = LINES[direction]
  let until: number = EVERY_SEQ[direction]
  let matching = { sql: 'true', parameters: [] as string[] }
  if (search !== undefined) {
    // Where this request stops looking, found first: lines that are appended meanwhile move nothing.
    const end = `SELECT seq ${lines} LIMIT 1 OFFSET ${LIMITS.scannedRows - 1}`
    const [row] = await reader.all(end, id, from, until)
    if (row) until = Number(row.seq)
    matching = { sql: contains('line'), parameters: [fold(search)] }
  }
  const rows = await reader.all(
    `SELECT * FROM (SELECT seq, stream, line, at ${lines}) WHERE ${matching.sql} ${LIMIT_BOUND}`,
    id,
    from,
    until,
    ...matching.parameters,
    limit + 1,
  )
  const page = toPage(rows.map(toLogLine), limit, ({ seq }) => String(seq))
  const nextCursor = page.nextCursor ?? (until === EVERY_SEQ[direction] ? null : String(until))
  return { ...page, nextCursor, ...toRemoved(workload) }
}
