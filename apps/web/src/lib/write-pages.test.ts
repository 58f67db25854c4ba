import { expect, it } from 'vitest'
import { writePages } from './write-pages.ts'

const write = (item: number) => `${item}\n`
const type = 'text/plain'

it('a file holds every page, though one of them is empty', async () => {
  const pages = [[1, 2], [], [3]]
  const { signal } = new AbortController()
  const ask = async (cursor: string | null) => {
    const at = Number(cursor ?? 0)
    return { items: pages[at] ?? [], nextCursor: at + 1 < pages.length ? String(at + 1) : null }
  }
  const file = await writePages({ type, head: 'head\n', tail: 'tail', ask, write, signal })
  expect(await file.text()).toBe('head\n1\n2\n3\ntail')
})

it('a page that fails is asked for once: what can be tried again, the client has tried again', async () => {
  let asked = 0
  const ask = async (): Promise<never> => {
    asked++
    throw new Error('the server is gone')
  }
  const { signal } = new AbortController()
  await expect(writePages({ type, ask, write, signal })).rejects.toThrow('the server is gone')
  expect(asked).toBe(1)
})
