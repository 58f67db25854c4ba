import type { ListWorkloadsQuery, WorkloadPage } from '@isola/domain'

interface Before {
  list(query: ListWorkloadsQuery): Promise<WorkloadPage>
  filter: ListWorkloadsQuery['filter']
  order: 'newest' | 'oldest'
  /** The first row in sight. */
  start: string
  pageSize: number
}

/**
 * The cursor of the page before a row; null for the first page. The list is read backwards from the row: the workload
 * before those of the page is their cursor. A page that ended early, at its limit in bytes, is continued; one that ended
 * because it had looked at enough rows is where that page begins.
 */
export async function cursorBefore({ list, filter, order, start, pageSize }: Before): Promise<string | null> {
  const backwards = order === 'newest' ? 'oldest' : 'newest'
  for (let cursor = start, missing = pageSize + 1; ; ) {
    const page = await list({ filter, order: backwards, cursor, limit: missing })
    missing -= page.items.length
    if (missing === 0) return page.items.at(-1)?.id ?? null
    if (page.nextCursor === null || page.searchedTo) return page.nextCursor
    cursor = page.nextCursor
  }
}
