import { describe, expect, it } from 'vitest'
import { ansiSpans } from './ansi.ts'
import { highlight } from './highlight.ts'

const textOf = (line: string) =>
  ansiSpans(line)
    .map(({ text }) => text)
    .join('')

describe('a log line', () => {
  it('gets its colours as classes, each span with the looks it had, not those that follow', () => {
    expect(ansiSpans('a\u001b[1;31mb\u001b[3mc\u001b[0md')).toEqual([
      { text: 'a', className: '' },
      { text: 'b', className: 'font-semibold ansi-red' },
      { text: 'c', className: 'font-semibold italic ansi-red' },
      { text: 'd', className: '' },
    ])
  })

  it('gets other colours by their numbers', () => {
    expect(ansiSpans('\u001b[38;5;208mx')[0]?.style?.color).toContain('rgb(255, 135, 0)')
    expect(ansiSpans('\u001b[38;2;1;2;3mx')[0]?.style?.color).toContain('rgb(1, 2, 3)')
  })

  it('loses what only a terminal obeys, and keeps what such a command does not end', () => {
    expect(textOf('\u001b]0;title\u0007a\u001b]8;;javascript:x\u001b\\b\u001b[2J')).toBe('ab')
    expect(textOf('\u001b]0;hidden')).toBe('\u001b]0;hidden')
  })

  it('of nothing but escapes takes no more time than others', () => {
    const started = performance.now()
    expect(textOf(`${'\u001b[1m'.repeat(16_000)}end`)).toBe('end')
    textOf('\u001b]'.repeat(32_000))
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('marks letters as a whole, where their lower case is longer or their forms differ', () => {
    const parts = highlight(ansiSpans('\u001b[31mİİ\u001b[0m CAFE\u0301 😀'), 'caf\u00e9 😀')
    expect(parts.filter(({ match }) => match).map(({ text }) => text)).toEqual(['CAFE\u0301 😀'])
  })

  it('marks what was searched for across colours, without its case', () => {
    const parts = highlight(ansiSpans('an \u001b[31mERR\u001b[0mor, error'), 'error')
    expect(parts.filter(({ match }) => match).map(({ text }) => text)).toEqual(['ERR', 'or', 'error'])
    expect(parts.map(({ text }) => text).join('')).toBe('an ERRor, error')
  })
})
