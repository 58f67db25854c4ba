/**
 * Characters that show nothing but change what is seen: control characters, and those that turn the direction of what
 * follows (a log line or a piece of code can read otherwise than it is). Tab and line feed are layout and stay.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu

export interface Piece {
  text: string
  /** What stands for a hidden character. */
  mark: boolean
}

/** The text in pieces, hidden characters by their names. */
export function visiblePieces(text: string): Piece[] {
  if (text.search(HIDDEN) < 0) return [{ text, mark: false }]
  const pieces: Piece[] = []
  let from = 0
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    if (index > from) pieces.push({ text: text.slice(from, index), mark: false })
    pieces.push({ text: markOf(hidden), mark: true })
    from = index + 1
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mark: false })
  return pieces
}

/** Control characters as terminals write them, `^[`; the pictures that Unicode has for them are in few fonts. */
const markOf = (hidden: string): string => {
  const code = hidden.charCodeAt(0)
  if (code < 0x20 || code === 0x7f) return `^${String.fromCharCode(code ^ 0x40)}`
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
