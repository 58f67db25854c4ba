import {
  type AuditEntry,
  type Page,
  parseInput,
  type SequenceQuery,
  sequenceQuery,
  toPage,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toAuditEntry } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'

const AUDIT = `SELECT * FROM audit_entries WHERE seq < ? ORDER BY seq DESC ${LIMIT_BOUND}`

/** Newest first. */
export async function listAudit(
  { reader }: StoreContext,
  query: SequenceQuery = {},
): Promise<Page<AuditEntry>> {
  const { cursor, limit } = parseInput(sequenceQuery, query)
  const rows = await reader.all(AUDIT, Number(cursor ?? Number.MAX_SAFE_INTEGER), limit + 1)
  return toPage(rows.map(toAuditEntry), limit, (entry) => String(entry.seq))
}
