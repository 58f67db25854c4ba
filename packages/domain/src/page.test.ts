import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PageBuilder, toPage } from './page.ts'
import { utf8Bytes } from './utf8-bytes.ts'

const bytesOf = (value: unknown) => utf8Bytes(JSON.stringify(value))
const same = <Item>(item: Item) => item

/** A list read page by page; a cursor is the index of the last item. */
function readAll(texts: string[], bounds: { limit: number; bytes: number }): string[][] {
  const numbered = texts.map((text, index) => ({ index, text }))
  const pages: string[][] = []
  for (let from = 0; ; ) {
    const ahead = numbered.slice(from)
    const { items, nextCursor } = toPage(ahead, same, bounds, ({ index }) => String(index))
    pages.push(items.map(({ text }) => text))
    // What is measured is the item that is sent.
    if (items.length > 1) expect(bytesOf(items)).toBeLessThanOrEqual(bounds.bytes)
    const next = ahead[items.length]
    if (nextCursor === null) expect(next).toBeUndefined()
    else if (items.length < bounds.limit) expect(bytesOf([...items, next])).toBeGreaterThan(bounds.bytes)
    if (nextCursor === null) return pages
    from = Number(nextCursor) + 1
  }
}

describe('a page', () => {
  it('ends at its limit or its bytes, no sooner, and its cursor continues with nothing lost or repeated', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('\u0001"\\é😀\ud800'))
    const bounds = fc.record({
      limit: fc.integer({ min: 1, max: 20 }),
      bytes: fc.integer({ min: 2, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), bounds, (texts, within) => {
        const pages = readAll(texts, within)
        expect(pages.flat()).toEqual(texts)
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(within.limit)
        if (texts.length > 0) for (const page of pages) expect(page.length).toBeGreaterThan(0)
      }),
    )
  })

  it('reads no further than the first item that does not fit', () => {
    let read = 0
    function* endless() {
      for (;;) {
        read++
        yield 'x'.repeat(98)
      }
    }
    const { items } = toPage(endless(), same, { limit: 1_000, bytes: 1_000 }, same)
    expect([items.length, read]).toEqual([9, 10])
  })

  it('that is filled in parts ends as if it were filled at once', () => {
    const page = new PageBuilder<number>({ limit: 3 })
    page.take([1, 2], same)
    expect(page.full).toBe(false)
    page.take([3], same)
    expect([page.full, page.toPage(String)]).toEqual([false, { items: [1, 2, 3], nextCursor: null }])
    page.take([4, 5], same)
    expect([page.full, page.toPage(String)]).toEqual([true, { items: [1, 2, 3], nextCursor: '3' }])
  })
})
