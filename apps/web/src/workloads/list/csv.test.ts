import { describe, expect, it } from 'vitest'
import { csvCell } from './csv.ts'
import { writeExport } from './write-export.ts'

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

it('begins with a byte order mark, by which Excel knows UTF-8', async () => {
  const csv = await writeExport({
    format: 'csv',
    query: {},
    list: async () => ({ items: [], nextCursor: null, total: { count: 0, exact: true } }),
    signal: new AbortController().signal,
    onProgress() {},
  })
  const start = new Uint8Array(await csv.slice(0, 5).arrayBuffer())
  expect([...start]).toEqual([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('id')])
})
