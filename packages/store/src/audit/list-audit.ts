import {
  type AuditEntry,
  type AuditQuery,
  auditQuery,
  LIMITS,
  type Page,
  parseInput,
  toMs,
  toPage,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toAuditEntry } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'

const END = `SELECT seq FROM audit_entries WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ${LIMITS.scannedRows - 1}`

/**
 * Newest first. It looks at 20,000 entries at most, which is years of people and keys, or hours of an attack on passwords:
 * filters need no index, and a page that they leave short, or empty, still says where to go on.
 */
export async function listAudit({ reader }: StoreContext, query: AuditQuery = {}): Promise<Page<AuditEntry>> {
  const { cursor, limit, ...filter } = parseInput(auditQuery, query)
  const before = Number(cursor ?? Number.MAX_SAFE_INTEGER)
  const conditions = conditionsOf(filter)
  const [end] = conditions.length > 0 ? await reader.all(END, before) : []
  const last = Number(end?.seq ?? 0)
  const rows = await reader.all(
    `SELECT * FROM audit_entries WHERE seq < ? AND seq >= ?${conditions.map(([sql]) => ` AND ${sql}`).join('')}
     ORDER BY seq DESC ${LIMIT_BOUND}`,
    before,
    last,
    ...conditions.map(([, value]) => value),
    limit + 1,
  )
  const page = toPage(rows.map(toAuditEntry), limit, (entry) => String(entry.seq))
  return end && page.nextCursor === null ? { ...page, nextCursor: String(last) } : page
}

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
