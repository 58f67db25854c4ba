import { type Change, LIMITS } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SETTER_UP, serve } from '../testing/serve.ts'
import { RecentChanges } from './recent-changes.ts'
import { Signal } from './signal.ts'

const held = { runtime: 'node', hold: true } as const
const seqs = (changes: Change[] | null) => changes?.map(({ event }) => event.seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

async function create(store: Store, count: number, labels = {}): Promise<string[]> {
  const made = await Promise.all(
    range(1, count).map(() => store.createWorkload({ ...held, labels }, SETTER_UP)),
  )
  await announced()
  return made.map(({ id }) => id)
}
/** Commits are announced in the turn in which their writers were answered, after them. */
const announced = () => new Promise(setImmediate)

/** The recent changes of a store, and how often each of its reads was made. */
async function recentChanges() {
  const reads = { listChanges: 0, getLatestSeq: 0 }
  let broken: Error | null = null
  const wrap = (opened: Store): Store => ({
    ...opened,
    listChanges(query) {
      reads.listChanges++
      return broken ? Promise.reject(broken) : opened.listChanges(query)
    },
    getLatestSeq() {
      reads.getLatestSeq++
      return opened.getLatestSeq()
    },
  })
  const { store, notifier } = await serve({ wrap })
  const { signal, unsubscribe } = notifier.listen('events')
  onTestFinished(unsubscribe)
  const failures: unknown[] = []
  const recent = new RecentChanges(store, signal, (error) => failures.push(error))
  /** All that are kept after an event, page by page. */
  const allAfter = async (seq: number) => {
    const all: number[] = []
    for (;;) {
      const page = seqs(await recent.after(all.at(-1) ?? seq))
      if (!page?.length) return all
      all.push(...page)
    }
  }
  return { store, recent, reads, failures, allAfter, breakBy: (error: Error | null) => (broken = error) }
}

const LARGE = 'x'.repeat(LIMITS.errorBytes)

describe('the recent changes', () => {
  it('begin with what comes after the first request for them, and are read once for all', async () => {
    const { store, recent, reads } = await recentChanges()
    await create(store, 5)
    expect(await Promise.all([5, 4, 0].map((seq) => recent.after(seq)))).toEqual([[], null, null])
    await create(store, 3)
    const asked = await Promise.all([5, 6, 8, 4].map((seq) => recent.after(seq)))
    expect(asked.map(seqs)).toEqual([[6, 7, 8], [7, 8], [], undefined])
    expect(reads).toEqual({ listChanges: 1, getLatestSeq: 1 })
  })

  it('give nothing yet to a subscriber that knows of a newer event', async () => {
    const { recent } = await recentChanges()
    expect(await recent.after(1)).toEqual([])
  })

  it('are not read for a commit without an event', async () => {
    const { store, recent, reads } = await recentChanges()
    const [id = ''] = await create(store, 1)
    await recent.after(0)
    for (const seq of range(0, 99)) {
      await store.appendLogLines(id, [{ seq, stream: 'stdout', line: 'x' }], SETTER_UP)
      await recent.after(1)
    }
    expect(reads).toEqual({ listChanges: 0, getLatestSeq: 1 })
  })

  it('hold no more bytes than they may, and say of older changes that they are not there', async () => {
    const { store, recent, allAfter } = await recentChanges()
    await recent.after(0)
    const labels = Object.fromEntries(range(1, 32).map((i) => [`key-${i}`, 'x'.repeat(200)]))
    for (const _ of range(1, 20)) {
      await create(store, 50, labels)
      await recent.after(0)
    }
    expect(recent.bytes).toBeLessThanOrEqual(LIMITS.recentChangesBytes)
    expect(recent.bytes).toBeGreaterThan(0.9 * LIMITS.recentChangesBytes)
    expect(await recent.after(0)).toBeNull()
    expect(await allAfter(900)).toEqual(range(901, 1_000))
  })

  it('keep the place of a change that is too large, which is read from the record', async () => {
    const { store, recent } = await recentChanges()
    await recent.after(0)
    const [id = ''] = await create(store, 1)
    for (const error of [LARGE, `${LARGE.slice(1)}y`]) await store.updateWorkload(id, { error }, SETTER_UP)
    await create(store, 2)
    expect(seqs(await recent.after(0))).toEqual([1])
    expect([await recent.after(1), await recent.after(2)]).toEqual([null, null])
    expect(seqs(await recent.after(3))).toEqual([4, 5])
    expect(recent.bytes).toBeLessThan(32 * 1024)
  })

  it('leave out none of a commit, however large the next change is', async () => {
    const { store, recent, allAfter } = await recentChanges()
    const [id = ''] = await create(store, 1)
    // As JSON, every character takes six bytes, and the change has the old error and the new one.
    const largest = (character: string) => ({ error: character.repeat(LIMITS.errorBytes) })
    await store.updateWorkload(id, largest('\u0001'), SETTER_UP)
    await recent.after(2)
    await Promise.all([
      store.addNote(id, 'before', SETTER_UP),
      store.updateWorkload(id, largest('\u0002'), SETTER_UP),
      store.addNote(id, 'after', SETTER_UP),
    ])
    await announced()
    expect(await allAfter(2)).toEqual([3])
    expect(await recent.after(3)).toBeNull()
    expect(await allAfter(4)).toEqual([5])
  })

  it('are handed out in pages', async () => {
    const { store, recent, allAfter } = await recentChanges()
    await recent.after(0)
    const labels = Object.fromEntries(range(1, 32).map((i) => [`key-${i}`, 'x'.repeat(200)]))
    await create(store, 100, labels)
    const [first = [], all] = [await recent.after(0), await allAfter(0)]
    expect(first?.length).toBeLessThan(20)
    expect(Buffer.byteLength(JSON.stringify(first))).toBeLessThanOrEqual(LIMITS.streamPageBytes)
    expect(all).toEqual(range(1, 100))
  })

  it('skip to the end of history when nobody has asked for longer than they reach back', async () => {
    const { store, recent, reads } = await recentChanges()
    await recent.after(0)
    const labels = Object.fromEntries(range(1, 32).map((i) => [`key-${i}`, 'x'.repeat(200)]))
    for (const _ of range(1, 4)) await create(store, 200, labels)
    expect(await recent.after(0)).toBeNull()
    // All of it is 12 pages.
    expect(reads.listChanges).toBeLessThan(8)
    await create(store, 1)
    expect(seqs(await recent.after(800))).toEqual([801])
  })

  it('forget the values of a workload that is deleted, and of no other', async () => {
    const { store, recent } = await recentChanges()
    await recent.after(0)
    const { id } = await store.createWorkload({ ...held, name: 'secret name' }, SETTER_UP)
    await store.createWorkload({ ...held, name: 'another name' }, SETTER_UP)
    await store.updateWorkload(id, { error: 'password=hunter2' }, SETTER_UP)
    await store.killWorkload(id, SETTER_UP)
    await announced()
    expect(JSON.stringify(await recent.after(0))).toContain('hunter2')
    await store.deleteWorkload(id, SETTER_UP, { reason: 'asked for' })
    await announced()
    const changes = await recent.after(0)
    expect(changes).toEqual(await store.listChanges({ after: 0, limit: 10 }))
    expect(seqs(changes)).toEqual([1, 2, 3, 4, 5])
    expect(JSON.stringify(changes)).not.toMatch(/hunter2|secret name/)
    expect(JSON.stringify(changes)).toContain('another name')
  })

  it('fail for all who ask while they cannot be read, report it once, and are read again when asked again', async () => {
    const { store, recent, failures, breakBy } = await recentChanges()
    await recent.after(0)
    const damaged = new Error('a damaged page')
    breakBy(damaged)
    await create(store, 2)
    const asked = await Promise.allSettled([recent.after(0), recent.after(1), recent.after(0)])
    expect(asked).toEqual(asked.map(() => ({ status: 'rejected', reason: damaged })))
    expect(failures).toEqual([damaged])
    breakBy(null)
    expect(seqs(await recent.after(0))).toEqual([1, 2])
  })

  it('miss no commit that comes during a read, whichever of its turns it comes in', async () => {
    let written = 0
    const source: Pick<Store, 'listChanges' | 'getLatestSeq'> = {
      getLatestSeq: async () => 0,
      async listChanges({ after }) {
        const found = range(after + 1, written).map((seq) => ({ event: { seq } }) as Change)
        for (let turn = 0; turn < 5; turn++) await Promise.resolve()
        return found
      },
    }
    const committed = new Signal()
    const recent = new RecentChanges(source, committed, () => undefined)
    await recent.after(0)
    const commit = () => {
      written++
      committed.notify()
    }
    for (let turns = 0; turns < 12; turns++) {
      commit()
      const early = recent.after(written - 1)
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      commit()
      expect(seqs(await recent.after(written - 1))).toEqual([written])
      expect(seqs(await early)?.[0]).toBe(written - 1)
    }
  })
})
