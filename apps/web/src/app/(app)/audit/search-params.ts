import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server'
import { RANGES } from '#/lib/ranges.ts'
import { parseAsCreator, parseAsText } from '#/workloads/list/parsers.ts'

export const auditParams = {
  action: parseAsText(100),
  actor: parseAsCreator,
  target: parseAsText(500),
  range: parseAsStringLiteral(RANGES),
}
export type AuditParams = inferParserType<typeof auditParams>
export const loadAuditParams = createLoader(auditParams)
