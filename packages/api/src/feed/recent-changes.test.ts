import type { Change } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import { SETTER_UP, serve } from '../testing/serve.ts'
import { RecentChanges } from './recent-changes.ts'

const held = { runtime: 'node', hold: true } as const
const seqs = (changes: Change[] | null) => changes?.map(({ event }) => event.seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const create = (store: Store, count: number) =>
  Promise.all(range(1, count).map(() => store.createWorkload(held, SETTER_UP)))

async function upTo(recent: RecentChanges, newest: number): Promise<void> {
  await vi.waitFor(() => expect(recent.newest).toBe(newest))
}

describe('the recent changes', () => {
  it('keep the last 1,000, and say of what is older that it is not there', async () => {
    const { store } = await serve()
    const recent = await RecentChanges.open(store, () => undefined)
    await create(store, 2_300)
    await upTo(recent, 2_300)
    expect(seqs(recent.after(1_300))).toEqual(range(1_301, 2_300))
    expect(recent.after(1_299)).toBeNull()
    expect(recent.after(0)).toBeNull()
    expect(seqs(recent.after(2_299))).toEqual([2_300])
    expect(seqs(recent.after(2_300))).toEqual([])
    // A subscriber can know of an event before it is read here.
    expect(seqs(recent.after(2_301))).toEqual([])
    recent.close()
  })

  it('begin with what comes after they were opened', async () => {
    const { store } = await serve()
    await create(store, 5)
    const recent = await RecentChanges.open(store, () => undefined)
    expect([recent.newest, seqs(recent.after(5)), recent.after(4)]).toEqual([5, [], null])
    await create(store, 3)
    await upTo(recent, 8)
    expect([seqs(recent.after(5)), recent.after(4)]).toEqual([[6, 7, 8], null])
    recent.close()
  })

  it('are read anew with the next commit, when they could not be', async () => {
    let broken = false
    const { store } = await serve({
      wrap: (opened): Store => ({
        ...opened,
        listChanges: (query) =>
          broken ? Promise.reject(new Error('a damaged page')) : opened.listChanges(query),
      }),
    })
    const news = vi.fn()
    const recent = await RecentChanges.open(store, news)
    broken = true
    await create(store, 2)
    broken = false
    expect([recent.newest, news.mock.calls.length]).toEqual([0, 0])
    await create(store, 1)
    await upTo(recent, 3)
    expect(seqs(recent.after(0))).toEqual([1, 2, 3])
    recent.close()
  })

  it('miss no commit that comes as a read ends', async () => {
    let tell: (() => void) | undefined
    let written = 0
    const source = {
      getLatestSeq: () => Promise.resolve(0),
      listChanges: ({ after }: { after: number }) =>
        Promise.resolve(range(after + 1, written).map((seq) => ({ event: { seq } }) as Change)),
      onCommit: (listener: () => void) => {
        tell = listener
        return () => undefined
      },
    }
    const recent = await RecentChanges.open(source as unknown as Store, () => undefined)
    // A commit in every one of the turns that a read takes, whichever it ends in.
    for (let turns = 0; turns < 12; turns++) {
      written++
      tell?.()
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      written++
      tell?.()
      await new Promise(setImmediate)
      expect(recent.newest).toBe(written)
    }
    recent.close()
  })
})
