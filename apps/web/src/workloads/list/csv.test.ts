import { describe, expect, it } from 'vitest'
import { csvCell } from './csv.ts'

describe('a cell of an export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'defuses %j, which a spreadsheet would run',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`)
    },
  )

  it('keeps its quotes, commas and lines to itself', () => {
    expect(csvCell('say "hi",\nthen go')).toBe('"say ""hi"",\nthen go"')
  })

  it('leaves numbers as they are, negative ones too', () => {
    expect(csvCell(-9)).toBe('-9')
  })

  it('is empty where there is no value', () => {
    expect(csvCell(null)).toBe('')
  })

  it('writes what has parts as JSON', () => {
    expect(csvCell({ team: 'a' })).toBe('"{""team"":""a""}"')
  })
})
