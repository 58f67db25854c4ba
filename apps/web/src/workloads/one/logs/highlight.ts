import type { Span } from './ansi.ts'
import { findAll, type Range } from './find-all.ts'

export interface Part extends Span {
  match: boolean
}

/** Where the search is in the line, across changes of colour. */
export function highlight(spans: Span[], search: string): Part[] {
  const matches = findAll(spans.map(({ text }) => text).join(''), search)
  let from = 0
  return spans.flatMap((span) => {
    const parts = cut(span, from, matches)
    from += span.text.length
    return parts
  })
}

/** A span in pieces, by where the matches begin and end. */
function cut(span: Span, start: number, matches: Range[]): Part[] {
  const end = start + span.text.length
  const parts: Part[] = []
  let at = start
  const push = (to: number, match: boolean) => {
    if (to > at) parts.push({ ...span, text: span.text.slice(at - start, to - start), match })
    at = Math.max(at, to)
  }
  for (const [from, to] of matches) {
    if (to <= start || from >= end) continue
    push(Math.max(from, start), false)
    push(Math.min(to, end), true)
  }
  push(end, false)
  return parts
}
