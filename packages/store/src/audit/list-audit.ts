import {
  type AuditEntry,
  type AuditQuery,
  auditQuery,
  type Page,
  PageBuilder,
  parseInput,
  toMs,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toAuditEntry } from '../convert.ts'
import { lookThrough, type SliceEnd } from '../scans.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'

const END = 'SELECT seq FROM audit_entries WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?'
const entries = (conditions: [sql: string, value: unknown][]) =>
  `SELECT * FROM audit_entries WHERE seq < ? AND seq >= ?${conditions.map(([sql]) => ` AND ${sql}`).join('')}
   ORDER BY seq DESC ${LIMIT_BOUND}`

/**
 * Newest first. It looks at 20,000 entries at most, which is years of people and keys, or hours of an attack on passwords:
 * filters need no index, and a page that they leave short, or empty, still says where to go on.
 */
export async function listAudit(
  { reader, scans }: StoreContext,
  query: AuditQuery = {},
): Promise<Page<AuditEntry>> {
  const { cursor, limit, ...filter } = parseInput(auditQuery, query)
  const start = Number(cursor ?? Number.MAX_SAFE_INTEGER)
  const conditions = conditionsOf(filter)
  const sql = entries(conditions)
  const page = new PageBuilder<AuditEntry>({ limit })
  const read = (before: number, last: number) => {
    const parameters = [before, last, ...conditions.map(([, value]) => value), limit + 1]
    return reader.read(sql, parameters, (rows) => page.take(rows, toAuditEntry))
  }
  if (conditions.length === 0) {
    await read(start, 0)
    return page.toPage(cursorOf)
  }
  const look = async (before: number, count: number): Promise<SliceEnd<number>> => {
    const [end] = await reader.all(END, before, count - 1)
    const place = end ? Number(end.seq) : null
    await read(before, place ?? 0)
    return { looked: count, place }
  }
  const end = await scans.run(lookThrough(page, start, look))
  const { items, nextCursor } = page.toPage(cursorOf)
  return { items, nextCursor: nextCursor ?? (end === null ? null : String(end)) }
}

const cursorOf = ({ seq }: AuditEntry) => String(seq)

type Filter = Omit<ReturnType<typeof auditQuery.parse>, 'cursor' | 'limit'>

function conditionsOf({ action, actor, target, from, to }: Filter): [sql: string, value: string | number][] {
  const all: [string, string | number | undefined][] = [
    ['action = ?', action],
    ["actor ->> 'kind' = ?", actor?.kind],
    ["actor ->> 'id' = ?", actor?.id],
    ['target = ?', target],
    ['at >= ?', from && toMs(from)],
    ['at < ?', to && toMs(to)],
  ]
  return all.flatMap(([sql, value]) => (value === undefined ? [] : [[sql, value]]))
}
