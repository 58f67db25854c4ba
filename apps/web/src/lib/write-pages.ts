import type { Page } from '@isola/domain'

interface Pages<Item, Answer extends Page<Item>> {
  type: string
  head?: string
  tail?: string
  /** A page may be shorter than its limit: only a cursor of null ends the list. */
  ask(cursor: string | null): Promise<Answer>
  /** @param before how many items stand before it */
  write(item: Item, before: number): string
  onPage?(page: Answer, written: number): void
  signal: AbortSignal
}

/** A long list as a file, page by page: the browser may keep a Blob on disk, so that only one page is in memory. */
export async function writePages<Item, Answer extends Page<Item>>({
  type,
  head = '',
  tail = '',
  ask,
  write,
  onPage,
  signal,
}: Pages<Item, Answer>): Promise<Blob> {
  let written = new Blob([head], { type })
  let count = 0
  let cursor: string | null = null
  do {
    const from: string | null = cursor
    const page: Answer = await ask(from)
    signal.throwIfAborted()
    const before = count
    const text = page.items.map((item, index) => write(item, before + index)).join('')
    written = new Blob([written, text], { type })
    count += page.items.length
    cursor = page.nextCursor
    onPage?.(page, count)
  } while (cursor !== null)
  return new Blob([written, tail], { type })
}
