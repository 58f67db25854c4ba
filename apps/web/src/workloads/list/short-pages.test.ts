import type { ListWorkloadsQuery, WorkloadPage, WorkloadSummary } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { sourceOfMatching } from './bulk-source.ts'
import { cursorBefore } from './cursor-before.ts'
import { writeExport } from './write-export.ts'

const idAt = (index: number) => String(index).padStart(4, '0')

/**
 * Workloads 0 to `count` − 1, the newest last, paged as the server pages them: a page ends at its limit, or earlier at
 * `fits` rows, as one does at its limit in bytes; or where the request has looked at `scanned` rows.
 */
function listOf(
  count: number,
  { fits = 3, scanned = Number.POSITIVE_INFINITY, matches = (_: number) => true },
) {
  return async ({ order = 'newest', cursor, limit = 50 }: ListWorkloadsQuery): Promise<WorkloadPage> => {
    const indexes = Array.from({ length: count }, (_, index) =>
      order === 'newest' ? count - 1 - index : index,
    )
    const start = cursor === undefined ? 0 : indexes.indexOf(Number(cursor)) + 1
    const looked = indexes.slice(start, start + scanned)
    const found = looked.filter(matches)
    const taken = found.slice(0, Math.min(limit, fits))
    const items = taken.map((index) => ({ id: idAt(index) }) as WorkloadSummary)
    const total = { count: 0, exact: false }
    if (found.length > taken.length) return { items, nextCursor: idAt(taken.at(-1) ?? 0), total }
    if (start + scanned >= count) return { items, nextCursor: null, total }
    return { items, nextCursor: idAt(looked.at(-1) ?? 0), total, searchedTo: '2026-03-01T12:00:00.000Z' }
  }
}

const newestFirst = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => idAt(from - index))

async function idsOf(list: ReturnType<typeof listOf>, query: ListWorkloadsQuery): Promise<string[]> {
  return (await list(query)).items.map(({ id }) => id)
}

describe('where pages end before their limit', () => {
  const before = { filter: {}, order: 'newest', pageSize: 5 } as const

  it('an export has every workload, once', async () => {
    const asked = { query: {}, list: listOf(10, {}), signal: new AbortController().signal, onProgress() {} }
    const json = await writeExport({ ...asked, format: 'json' })
    expect(JSON.parse(await json.text())).toEqual(newestFirst(9, 0).map((id) => ({ id })))
    const csv = await writeExport({ ...asked, format: 'csv' })
    const [head, ...rows] = (await csv.text()).trimEnd().split('\r\n')
    expect(head).toMatch(/^id,name,/)
    expect(rows.map((row) => row.split(',', 1)[0])).toEqual(newestFirst(9, 0))
  })

  it('an act on everything that matches reaches every workload, past pages on which nothing is found', async () => {
    const source = sourceOfMatching(listOf(40, { scanned: 4, matches: (index) => index % 15 === 0 }), {})
    const reached: string[] = []
    const { signal } = new AbortController()
    for (let group = await source.next(signal); group; group = await source.next(signal))
      reached.push(...group.map(({ id }) => id))
    expect(reached).toEqual(['0030', '0015', '0000'])
  })

  it('the page before ends where the one in sight begins', async () => {
    const list = listOf(20, { fits: 2 })
    const cursor = await cursorBefore({ ...before, list, start: idAt(9) })
    expect(cursor).toBe(idAt(15))
    const whole = listOf(20, { fits: 5 })
    expect(await idsOf(whole, { cursor: cursor ?? '', limit: 5 })).toEqual(newestFirst(14, 10))
  })

  it('the page before is the first one where fewer are left', async () => {
    const list = listOf(20, { fits: 2 })
    expect(await cursorBefore({ ...before, list, start: idAt(15) })).toBeNull()
    expect(await cursorBefore({ ...before, list, start: idAt(14) })).toBeNull()
    expect(await cursorBefore({ ...before, list, start: idAt(13) })).toBe(idAt(19))
    expect(await cursorBefore({ ...before, order: 'oldest', list, start: idAt(9) })).toBe(idAt(3))
  })

  it('the page before begins where a request had looked at enough rows', async () => {
    const list = listOf(40, { scanned: 4, matches: (index) => index % 15 === 0 })
    expect(await cursorBefore({ ...before, list, start: idAt(0) })).toBe(idAt(4))
  })
})
