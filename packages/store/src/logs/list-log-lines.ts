import {
  LIMITS,
  type ListLogLinesQuery,
  type LogLine,
  listLogLinesQuery,
  type Page,
  parseInput,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toLogLine } from '../convert.ts'
import { toPage } from '../page.ts'
import { contains, fold } from '../sqlite/fold.ts'

const EXISTS = 'SELECT 1 FROM workloads WHERE id = ?'
const candidates = (forward: boolean) =>
  `FROM log_lines WHERE workload_id = ? AND seq ${forward ? '>' : '<'} ? ORDER BY seq ${forward ? 'ASC' : 'DESC'} LIMIT ?`

/** A workload's log, page by page from either end. A search looks at 20,000 lines a request: a page may be short and go on. */
export async function listLogLines(
  { reader }: StoreContext,
  id: string,
  query: ListLogLinesQuery = {},
): Promise<Page<LogLine>> {
  const { cursor, direction, search, limit } = parseInput(listLogLinesQuery, query)
  const [workload] = await reader.all(EXISTS, id)
  if (!workload) throw new WorkloadNotFoundError(id)
  const forward = direction === 'forward'
  const from = Number(cursor ?? (forward ? -1 : Number.MAX_SAFE_INTEGER))
  const lines = `SELECT seq, stream, line, at ${candidates(forward)}`
  const cursorOf = (line: LogLine) => String(line.seq)
  if (search === undefined) {
    return toPage((await reader.all(lines, id, from, limit + 1)).map(toLogLine), limit, cursorOf)
  }
  const matching = `SELECT * FROM (${lines}) WHERE ${contains('line')} LIMIT ?`
  const found = await reader.all(matching, id, from, LIMITS.scannedRows, fold(search), limit + 1)
  const page = toPage(found.map(toLogLine), limit, cursorOf)
  if (page.nextCursor !== null) return page
  const beyond = `SELECT seq ${candidates(forward)} OFFSET ${LIMITS.scannedRows - 1}`
  const [last] = await reader.all(beyond, id, from, 1)
  return { ...page, nextCursor: last ? String(last.seq) : null }
}
