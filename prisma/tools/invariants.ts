/** What the data relies on and Prisma does not see, read from a database or from the committed list. */
import { createHash } from 'node:crypto'
import { isCode, tokenize, word } from '../../packages/store/src/sqlite/migrate-sql.ts'
import { oneLine, readCreateTable } from './create-table.ts'
import type { Database } from './sqlite.ts'

/** By table, each invariant in one line of SQL. */
export type Invariants = Map<string, string[]>

const head = `-- What the data relies on and Prisma does not see: a table that Prisma rebuilds loses its CHECKs, its
-- WITHOUT ROWID and its partial indexes without a word. \`pnpm verify\` fails when a migrated database, empty
-- or filled, lacks a line or has one more. \`pnpm db:migrate\` never writes this list. A change that is meant:
--     node prisma/tools/check.ts --accept
-- After each trigger stands a hash of its text, which is in triggers.sql.
`

interface SchemaRow {
  type: 'table' | 'index' | 'trigger'
  table: string
  sql: string
}

/** Tables, triggers, and the indexes that Prisma leaves out: partial ones and those over expressions. */
const rows = `
  SELECT type, tbl_name AS "table", sql FROM sqlite_schema
  WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND tbl_name <> '_prisma_migrations' AND (type <> 'index'
    OR name IN (SELECT name FROM pragma_index_list(tbl_name) WHERE partial)
    OR EXISTS (SELECT 1 FROM pragma_index_xinfo(sqlite_schema.name) WHERE cid = -2))`

export function readInvariants(db: Database): Invariants {
  const found: Invariants = new Map()
  for (const row of db.prepare<[], SchemaRow>(rows).all())
    found.set(row.table, [...(found.get(row.table) ?? []), ...linesOf(row)].sort())
  return new Map([...found].filter(([, lines]) => lines.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function linesOf({ type, sql }: SchemaRow): string[] {
  if (type === 'trigger') return [triggerLine(sql)]
  if (type === 'index') return [oneLine(tokenize(sql))]
  const { checks, clauses, options } = readCreateTable(sql)
  return [...checks, ...clauses, options].filter((line) => line !== '')
}

function triggerLine(sql: string): string {
  const tokens = tokenize(sql)
  const body = tokens.findIndex((token) => ['BEGIN', 'WHEN', 'FOR'].includes(word(token)))
  const hash = createHash('sha256')
    .update(
      tokens
        .filter(isCode)
        .map(({ text }) => text)
        .join(' '),
    )
    .digest('hex')
  return `${oneLine(tokens.slice(0, body))} -- ${hash.slice(0, 16)}`
}

export function printInvariants(invariants: Invariants): string {
  const tables = [...invariants].map(([table, lines]) => `\n-- table ${table}\n${lines.join('\n')}\n`)
  return head + tables.join('')
}

export function parseInvariants(text: string): Invariants {
  const sections = text.split(/^-- table /m).slice(1)
  return new Map(
    sections.map((section) => {
      const [table = '', ...lines] = section.split('\n').map((line) => line.trim())
      return [table, lines.filter((line) => line !== '' && !line.startsWith('--'))]
    }),
  )
}

/** Readable, sorted by table: `-` is lost, `+` is new. */
export function diffInvariants(listed: Invariants, found: Invariants): string[] {
  const tables = [...new Set([...listed.keys(), ...found.keys()])].sort()
  return tables.flatMap((table) => {
    const [old, now] = [listed.get(table) ?? [], found.get(table) ?? []]
    const lost = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`)
    const gained = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)
    return lost.length + gained.length === 0
      ? []
      : [`table ${table}`, ...[...lost, ...gained].map((line) => `  ${line}`)]
  })
}
