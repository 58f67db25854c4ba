import type { Span } from './ansi.ts'

export interface Part extends Span {
  match: boolean
}

/** Where the search is in the line, across changes of colour; without its case, as the server searches. */
export function highlight(spans: Span[], search: string): Part[] {
  const needle = search.toLowerCase()
  if (!needle) return spans.map((span) => ({ ...span, match: false }))
  const matches = matchesOf(
    spans
      .map(({ text }) => text)
      .join('')
      .toLowerCase(),
    needle,
  )
  let from = 0
  return spans.flatMap((span) => {
    const parts = cut(span, from, matches)
    from += span.text.length
    return parts
  })
}

function matchesOf(text: string, needle: string): [number, number][] {
  const matches: [number, number][] = []
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    matches.push([at, at + needle.length])
  }
  return matches
}

/** A span in pieces, by where the matches begin and end. */
function cut(span: Span, start: number, matches: [number, number][]): Part[] {
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
