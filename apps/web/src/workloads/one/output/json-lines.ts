import { createScanner, type SyntaxKind } from 'jsonc-parser'

/** A line of JSON text, one value or closing bracket each. */
export interface JsonLine {
  /** The token of its key, with the quotes; null in a list, at the root and where a bracket closes. */
  key: string | null
  /** The token of its value, or the bracket that opens or closes one. */
  token: string
  depth: number
  /** Of an opening bracket: how many values it holds, and the line of the bracket that closes it. */
  size: number
  end: number
  comma: boolean
}

/** As numbers, because `SyntaxKind` is a `const enum`, which type stripping cannot resolve. */
const CLOSE_BRACE: SyntaxKind.CloseBraceToken = 2
const CLOSE_BRACKET: SyntaxKind.CloseBracketToken = 4
const COMMA: SyntaxKind.CommaToken = 5
const COLON: SyntaxKind.ColonToken = 6
const END: SyntaxKind.EOF = 17

export const opens = ({ token }: JsonLine): boolean => token === '{' || token === '['
export const closes = ({ token }: JsonLine): boolean => token === '}' || token === ']'

/**
 * An object or a list, token by token as it was written: `JSON.parse` rounds large integers, reads 1e400 as Infinity and
 * moves integer keys to the front. Without recursion, as nesting can be deeper than the stack.
 * @returns null for text that is not JSON, cut-off JSON included, and for JSON that is a single value
 */
export function jsonLines(text: string): JsonLine[] | null {
  if (!/^\s*[[{]/.test(text) || !isJson(text)) return null
  const scanner = createScanner(text, true)
  const lines: JsonLine[] = []
  let last = lineOf(null, '', 0)
  const parents = [last]
  let key: string | null = null
  for (let kind = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const at = scanner.getTokenOffset()
    const token = text.slice(at, at + scanner.getTokenLength())
    const parent = parents.at(-1) ?? last
    switch (kind) {
      case COMMA:
        last.comma = true
        break
      case COLON:
        // What looked like a value is the key of the next one.
        key = last.token
        lines.pop()
        parent.size--
        break
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        parents.pop()
        parent.end = lines.length
        last = lineOf(null, token, parent.depth)
        lines.push(last)
        break
      default:
        parent.size++
        last = lineOf(key, token, parents.length - 1)
        lines.push(last)
        key = null
        if (opens(last)) parents.push(last)
    }
  }
  return lines
}

const lineOf = (key: string | null, token: string, depth: number): JsonLine => ({
  key,
  token,
  depth,
  size: 0,
  end: 0,
  comma: false,
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Indexes of the lines to show: of a folded container, only the line of its opening bracket. */
export function shownLines(lines: readonly JsonLine[], isOpen: (line: number) => boolean): number[] {
  const shown: number[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    shown.push(at)
    if (line && opens(line) && !isOpen(at)) at = line.end
  }
  return shown
}

/** The containers to open at first: level by level, as long as the whole stays readable at a glance. */
export function firstOpen(lines: readonly JsonLine[], mostShown = 150): Set<number> {
  const open = new Set<number>()
  let level = lines[0]?.size ? [0] : []
  for (let shown = 1; level.length > 0; ) {
    shown += level.reduce((sum, at) => sum + (lines[at]?.size ?? 0), 0)
    if (shown > mostShown && open.size > 0) break
    for (const at of level) open.add(at)
    if (shown > mostShown) break
    level = level.flatMap((at) => containersIn(lines, at))
  }
  return open
}

/** The containers directly inside, except empty ones. */
function containersIn(lines: readonly JsonLine[], parent: number): number[] {
  const found: number[] = []
  const end = lines[parent]?.end ?? 0
  for (let at = parent + 1; at < end; at++) {
    const line = lines[at]
    if (!line || !opens(line)) continue
    if (line.size > 0) found.push(at)
    at = line.end
  }
  return found
}
