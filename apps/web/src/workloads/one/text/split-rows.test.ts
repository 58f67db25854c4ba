import { describe, expect, it } from 'vitest'
import { splitRows } from './split-rows.ts'
import { visiblePieces } from './visible.ts'

describe('text in rows', () => {
  it('is whole again when its rows are joined, however long its lines are', () => {
    const text = `a\n\n${'x'.repeat(4_500)}\r\n${'😀'.repeat(1_500)}`
    const rows = splitRows(text)
    expect(rows.filter(({ line }) => line !== null).map(({ line }) => line)).toEqual([1, 2, 3, 4])
    const joined = rows
      .map(({ text: row, line }, index) => (line === null || index === 0 ? row : `\n${row}`))
      .join('')
    expect(joined).toBe(text.replace('\r', ''))
    expect(rows.every((row) => row.text.isWellFormed())).toBe(true)
  })
})

describe('hidden characters', () => {
  it('are named, and nothing else is touched', () => {
    expect(visiblePieces('plain\ttext')).toEqual([{ text: 'plain\ttext', mark: false }])
    expect(visiblePieces('a\u202eb\u001b[0m')).toEqual([
      { text: 'a', mark: false },
      { text: 'U+202E', mark: true },
      { text: 'b', mark: false },
      { text: '^[', mark: true },
      { text: '[0m', mark: false },
    ])
  })
})
