import type { ListedRunner, Page } from '@isola/domain'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { runnersOptions } from './runners-query.ts'

/** A list of so many runners, as the server pages through it. */
function listOf(count: number) {
  let asked = 0
  const ask = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    asked++
    const [from, to] = [Number(cursor), Math.min(Number(cursor) + limit, count)]
    const items = Array.from({ length: to - from }, (_, index) => ({ id: `${from + index}` }) as ListedRunner)
    return { items, nextCursor: to < count ? String(to) : null } satisfies Page<ListedRunner>
  }
  const read = () => new QueryClient().fetchQuery(runnersOptions([], ask))
  return { read, asked: () => asked }
}

it('runners are read to the last page', async () => {
  const { read } = listOf(450)
  const { items, nextCursor } = await read()
  expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 450 }, (_, index) => String(index)))
  expect(nextCursor).toBeNull()
})

it('exactly as many runners as are read leave no more to be said', async () => {
  expect(await listOf(1_000).read()).toMatchObject({ items: { length: 1_000 }, nextCursor: null })
})

it('a list of runners without end is read for five pages, and says that there are more', async () => {
  const list = listOf(100_000)
  expect(await list.read()).toMatchObject({ items: { length: 1_000 }, nextCursor: '1000' })
  expect(list.asked()).toBe(5)
})
