/** Reads from a CREATE TABLE what Prisma does not: its CHECKs and what follows the last parenthesis. */
import { isCode, type Token, tokenize, word } from '../../packages/store/src/sqlite/migrate-sql.ts'

export interface TableExtras {
  /** `CHECK (…)` or `CONSTRAINT name CHECK (…)`, of columns and of the table, in order. */
  checks: string[]
  /** Columns and constraints with a clause that Prisma cannot say, or would add by itself: AUTOINCREMENT. */
  clauses: string[]
  /** `WITHOUT ROWID`, `STRICT`, both or nothing. */
  options: string
}

const unseen = ['AUTOINCREMENT', 'COLLATE', 'CONFLICT', 'DEFERRABLE', 'GENERATED']

export function readCreateTable(sql: string): TableExtras {
  const tokens = tokenize(sql)
  const open = tokens.findIndex(({ text }) => text === '(')
  const close = closing(tokens, open)
  const body = tokens.slice(open + 1, close)
  return {
    checks: checksIn(body).map(oneLine),
    clauses: splitItems(body)
      .filter((item) => item.some((token) => unseen.includes(word(token))))
      .map(oneLine),
    options: oneLine(tokens.slice(close + 1)),
  }
}

function checksIn(body: Token[]): Token[][] {
  const starts = [...body.entries()].filter(([, token]) => word(token) === 'CHECK').map(([index]) => index)
  return starts.map((start) => body.slice(nameBefore(body, start), closing(body, start) + 1))
}

/** The columns and constraints: what the commas outside of parentheses part. */
function splitItems(body: Token[]): Token[][] {
  const items: Token[][] = [[]]
  let depth = 0
  for (const token of body) {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (token.text === ',' && depth === 0) items.push([])
    else items.at(-1)?.push(token)
  }
  return items
}

/** The index of the parenthesis that closes the first one opened at or after `from`. */
function closing(tokens: Token[], from: number): number {
  let depth = 0
  for (const [index, { text }] of tokens.entries()) {
    if (index < from) continue
    if (text === '(') depth++
    if (text === ')' && --depth === 0) return index
  }
  throw new Error(`unbalanced parentheses in: ${tokens.map(({ text }) => text).join('')}`)
}

/** The index of `CONSTRAINT` when a CHECK has a name, which is part of the promise: error messages show it. */
function nameBefore(tokens: Token[], check: number): number {
  const before = [...tokens.entries()].slice(0, check).filter(([, token]) => isCode(token))
  const [index, token] = before.at(-2) ?? [check, undefined]
  return word(token) === 'CONSTRAINT' ? index : check
}

/** Without comments and line breaks: a CHECK carried over by hand may be laid out differently. */
export function oneLine(tokens: Token[]): string {
  let text = ''
  let gap = false
  for (const token of tokens) {
    if (isCode(token)) {
      const glued = text === '' || text.endsWith('(') || token.text === ')' || token.text === ','
      text += gap && !glued ? ` ${token.text}` : token.text
    }
    gap = !isCode(token)
  }
  return text
}
