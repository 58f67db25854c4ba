import type { ListLogLinesQuery, LogLine, LogPage } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { LogWindow } from './log-window.ts'

const SCANNED = 20_000

/** A log of numbered lines, paged as the store pages it; a page holds at most `fits` lines, as with a limit in bytes. */
function logOf(count: number, fits = 1_000) {
  const lines = Array.from({ length: count }, (_, seq) => lineAt(seq))
  const asked: ListLogLinesQuery[] = []
  const ask = async (query: ListLogLinesQuery): Promise<LogPage> => {
    asked.push(query)
    const { cursor, direction = 'forward', search, limit = 500 } = query
    const forward = direction === 'forward'
    const from = Number(cursor ?? (forward ? -1 : count))
    const ahead = forward ? lines.slice(from + 1) : lines.slice(0, from).toReversed()
    const looked = search ? ahead.slice(0, SCANNED) : ahead
    const found = looked.filter(({ line }) => !search || line.includes(search))
    const items = found.slice(0, Math.min(limit, fits))
    const last =
      found.length > items.length ? items.at(-1) : ahead.length > looked.length ? looked.at(-1) : undefined
    return { items, nextCursor: last ? String(last.seq) : null }
  }
  return { ask, asked }
}

const lineAt = (seq: number): LogLine => ({
  seq,
  stream: 'stdout',
  line: `line ${seq}.`,
  at: '2026-03-01T12:00:00.000Z',
})
const seqsOf = (window: LogWindow) => window.get().lines.map(({ seq }) => seq)
const ends = (window: LogWindow) => [seqsOf(window).at(0), seqsOf(window).at(-1), seqsOf(window).length]

describe('a window on a log', () => {
  it('opens at the end, and grows backward page by page without a gap', async () => {
    const window = new LogWindow(logOf(2_500).ask, '')
    await window.open(null)
    expect(ends(window)).toEqual([1_500, 2_499, 1_000])
    await window.loadOlder()
    await window.loadOlder()
    expect(seqsOf(window)).toEqual(Array.from({ length: 2_500 }, (_, seq) => seq))
    expect(window.get()).toMatchObject({ older: null, newer: null })
  })

  it('grows without a gap through pages that end before their limit', async () => {
    const window = new LogWindow(logOf(50, 7).ask, '')
    await window.open(25)
    expect(ends(window)).toEqual([19, 32, 14])
    window.append([lineAt(50)])
    while (window.get().older !== null) await window.loadOlder()
    while (window.get().newer !== null) await window.loadNewer()
    expect(seqsOf(window)).toEqual(Array.from({ length: 50 }, (_, seq) => seq))
    window.append([lineAt(50)])
    expect(ends(window)).toEqual([0, 50, 51])
  })

  it('opens around a line, and takes no new ones until it reaches the end', async () => {
    const window = new LogWindow(logOf(2_500).ask, '')
    await window.open(1_000)
    expect(ends(window)).toEqual([501, 1_500, 1_000])
    window.append([lineAt(2_500)])
    expect(ends(window)[1]).toBe(1_500)
    await window.loadNewer()
    expect(window.get().newer).toBeNull()
    window.append([lineAt(2_499), lineAt(2_500)])
    expect(ends(window)).toEqual([501, 2_500, 2_000])
  })

  it('searches on until it has found enough, or has looked long enough', async () => {
    const log = logOf(150_000)
    const window = new LogWindow(log.ask, ' 77.')
    await window.open(null)
    expect(window.get()).toMatchObject({ lines: [], older: '50000' })
    await window.loadOlder()
    expect(seqsOf(window)).toEqual([77])
    expect(window.get().older).toBeNull()
    window.append([
      { ...lineAt(150_000), line: 'no' },
      { ...lineAt(150_001), line: 'a 77. again' },
    ])
    expect(seqsOf(window)).toEqual([77, 150_001])
  })

  it('takes of new lines those that the server would find', async () => {
    const window = new LogWindow(logOf(0).ask, 'ΟΔΟΣ caf\u00e9')
    await window.open(null)
    window.append([
      { ...lineAt(0), line: 'οδος cafe\u0301' },
      { ...lineAt(1), line: 'οδος cafe' },
    ])
    expect(seqsOf(window)).toEqual([0])
  })

  it('lets go of the oldest lines while new ones keep coming, and can ask for them again', async () => {
    const window = new LogWindow(logOf(1_000).ask, '')
    await window.open(null)
    window.append(Array.from({ length: 160_000 }, (_, index) => lineAt(1_000 + index)))
    expect(ends(window)).toEqual([61_000, 160_999, 100_000])
    expect(window.get().older).toBe('61000')
  })

  it('says what went wrong, and opens when asked again', async () => {
    let fails = true
    const { ask } = logOf(3)
    const window = new LogWindow((query) => (fails ? Promise.reject(new Error('no')) : ask(query)), '')
    await window.open(null)
    expect(window.get()).toMatchObject({ state: 'failed', error: { message: 'no' } })
    fails = false
    await window.open(null)
    expect(seqsOf(window)).toEqual([0, 1, 2])
  })
})
