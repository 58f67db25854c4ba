import {
  fold,
  type ListLogLinesQuery,
  type LogLine,
  type LogPage,
  listLogLinesQuery,
  PageBuilder,
  parseInput,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toLogLine, toRemoved } from '../convert.ts'
import { lookThrough, type SliceEnd } from '../scans.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Row } from '../sqlite/lane-database.ts'

const WORKLOAD = `
  SELECT r.lines, r.before FROM workloads w LEFT JOIN removed_log_lines r ON r.workload_id = w.id WHERE w.id = ?`
const LINES = {
  forward: `SELECT seq, stream, line, at FROM log_lines WHERE workload_id = ? AND seq > ? ORDER BY seq ${LIMIT_BOUND}`,
  backward: `SELECT seq, stream, line, at FROM log_lines WHERE workload_id = ? AND seq < ? ORDER BY seq DESC ${LIMIT_BOUND}`,
} as const
const START = { forward: -1, backward: Number.MAX_SAFE_INTEGER } as const
/** Of lines that are looked through in one turn: a thousand long ones took 300 ms. */
const SLICE_LENGTH = 512 * 1024

/**
 * A workload's log, page by page from either end. A search looks at 20,000 lines a request: a page may be short and go on.
 * @param options.bytes where a page ends, if not at `LIMITS.pageBytes`
 */
export async function listLogLines(
  context: StoreContext,
  id: string,
  query: ListLogLinesQuery = {},
  options: { bytes?: number } = {},
): Promise<LogPage> {
  const { cursor, direction, search, limit } = parseInput(listLogLinesQuery, query)
  const page = new PageBuilder<LogLine>({ limit, ...options })
  const from = cursor === undefined ? START[direction] : Number(cursor)
  const sql = LINES[direction]
  const removed = await removedFrom(context, id)
  if (search === undefined) {
    await context.reader.read(sql, [id, from, limit + 1], (rows) => page.take(rows, toLogLine))
    return { ...page.toPage(cursorOf), ...removed }
  }
  const sought = fold(search)
  const look = async (after: number, count: number): Promise<SliceEnd<number>> => {
    // Deleted meanwhile, its lines are not to be read any more, though they are still being removed.
    await removedFrom(context, id)
    return context.reader.read(sql, [id, after, count], (rows) => lookAt(rows, count, sought, page))
  }
  const end = await context.scans.run(lookThrough(page, from, look))
  const { items, nextCursor } = page.toPage(cursorOf)
  return { items, nextCursor: nextCursor ?? (end === null ? null : String(end)), ...removed }
}

const cursorOf = ({ seq }: LogLine) => String(seq)

/** What retention has taken. @throws WORKLOAD_NOT_FOUND */
async function removedFrom({ reader }: StoreContext, id: string): Promise<Pick<LogPage, 'removed'>> {
  const [workload] = await reader.all(WORKLOAD, id)
  if (!workload) throw new WorkloadNotFoundError(id)
  return toRemoved(workload)
}

/** Looks for a text here rather than in SQL, which would hand every line over to be folded, and take it back. */
function lookAt(
  rows: Iterable<Row>,
  count: number,
  sought: string,
  page: PageBuilder<LogLine>,
): SliceEnd<number> {
  let looked = 0
  let length = 0
  for (const row of rows) {
    const line = toLogLine(row)
    if (fold(line.line).includes(sought)) page.add(line)
    looked++
    length += line.line.length
    if (page.full || looked === count || length >= SLICE_LENGTH) return { looked, place: line.seq }
  }
  return { looked, place: null }
}
