/**
 * Just enough of SQL's grammar to cut a script into statements without being misled by a semicolon
 * inside a string, a comment or a trigger's body. better-sqlite3 does not say where a statement ends.
 */
export interface Token {
  kind: 'word' | 'quoted' | 'comment' | 'space' | 'symbol'
  text: string
  at: number
}

const token = new RegExp(
  [
    /(?<space>\s+)/,
    /(?<comment>--[^\n]*|\/\*.*?(?:\*\/|$))/,
    /(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])/,
    /(?<word>[\w$\u0080-\uffff]+)/,
    /(?<symbol>.)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gsu',
)

export function tokenize(sql: string): Token[] {
  return Array.from(sql.matchAll(token), (match) => {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['symbol']
    return { kind: kind as Token['kind'], text: match[0], at: match.index }
  })
}

export const isCode = ({ kind }: Token) => kind !== 'space' && kind !== 'comment'

export const word = (token: Token | undefined) =>
  token?.kind === 'word' ? token.text.toUpperCase() : (token?.text ?? '')

/** The statements of a script, without the semicolons and without the comments around them. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let open: Token[] = []
  for (const next of tokenize(sql).filter(isCode)) {
    if (next.text === ';' && isComplete(open)) {
      statements.push(textOf(sql, open))
      open = []
    } else open.push(next)
  }
  return [...statements, textOf(sql, open)].filter((text) => text !== '')
}

function textOf(sql: string, tokens: Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first && last ? sql.slice(first.at, last.at + last.text.length) : ''
}

/** SQLite's own rule (sqlite3_complete): a trigger ends at `; END ;`, all else at the first semicolon. */
function isComplete(tokens: Token[]): boolean {
  const isTrigger =
    word(tokens[0]) === 'CREATE' && tokens.slice(1, 3).some((candidate) => word(candidate) === 'TRIGGER')
  return !isTrigger || (tokens.at(-2)?.text === ';' && word(tokens.at(-1)) === 'END')
}
