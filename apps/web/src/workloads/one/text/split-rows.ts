/** Longer lines go on in the next row: laying out one line of megabytes takes seconds. */
const LONGEST_ROW = 2_000

export interface Row {
  text: string
  /** The line it belongs to, from 1; null where it goes on. */
  line: number | null
}

/** Text as rows to be shown one by one. */
export function splitRows(text: string): Row[] {
  const rows: Row[] = []
  text.split('\n').forEach((full, index) => {
    const line = full.endsWith('\r') ? full.slice(0, -1) : full
    for (let from = 0; from === 0 || from < line.length; ) {
      const to = Math.min(from + LONGEST_ROW, line.length)
      // Never between the halves of a character.
      const end = isHighSurrogate(line.charCodeAt(to - 1)) && to < line.length ? to - 1 : to
      rows.push({ text: line.slice(from, end), line: from === 0 ? index + 1 : null })
      from = end === 0 ? 1 : end
    }
  })
  return rows
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xdc00
