import { LIMITS, type ListedRunner, type Page } from '@isola/domain'
import { type QueryKey, queryOptions } from '@tanstack/react-query'

/** Up to 1,000 runners: what every open dashboard asks for again and again has to end somewhere. */
const MOST_PAGES = 5

type Ask = (input: { limit: number; cursor?: string }) => Promise<Page<ListedRunner>>

/**
 * All runners in one answer, shared by the navigation, the names of runners and their own page: live ones stand anywhere
 * in the list. `nextCursor` is null unless there are more.
 */
export const runnersOptions = (queryKey: QueryKey, ask: Ask) =>
  queryOptions({ queryKey: [...queryKey, 'all'], queryFn: () => allRunners(ask) })

async function allRunners(ask: Ask): Promise<Page<ListedRunner>> {
  const items: ListedRunner[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Page<ListedRunner> = await ask({ limit: LIMITS.pageSize, ...(cursor && { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return { items, nextCursor: cursor }
}
