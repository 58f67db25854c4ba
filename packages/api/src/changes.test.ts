import { LIMITS } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it } from 'vitest'
import { refusalIn } from './testing/answer.ts'
import { changeIn, followLive, seqOf, settled } from './testing/following.ts'
import { SETTER_UP, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('the stream of changes', () => {
  it('tells what happens from now on, each with its workload and its number', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    await served.store.createWorkload(held, SETTER_UP)
    const stream = await followLive(served, viewer)
    const { id } = await served.store.createWorkload({ ...held, name: 'new' }, SETTER_UP)
    const told = (await stream.next())!
    expect(told.id).toBe('2')
    expect(changeIn(told)).toEqual(told.data)
    expect(told.data).toMatchObject({
      event: { seq: 2, kind: 'created' },
      workload: { id, name: 'new' },
      matches: true,
    })
    stream.drop()
    await settled(served)
  })

  it('replays what came after an event, and goes on live without a seam', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    for (let i = 0; i < 5; i++) await served.store.createWorkload(held, SETTER_UP)
    const stream = await viewer.follow('workload.changes', {}, '2')
    expect((await stream.take(3)).map(seqOf)).toEqual([3, 4, 5])
    await served.store.createWorkload(held, SETTER_UP)
    expect((await stream.take(1)).map(seqOf)).toEqual([6])
    stream.drop()
  })

  it('resumes by header, by query and by input, and from the very beginning with 0', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    for (let i = 0; i < 3; i++) await served.store.createWorkload(held, SETTER_UP)
    for (const stream of [
      await viewer.follow('workload.changes', undefined, '0'),
      await viewer.follow('workload.changes?lastEventId=0'),
      await viewer.follow('workload.changes', { lastEventId: '0' }),
    ]) {
      expect((await stream.take(3)).map(seqOf)).toEqual([1, 2, 3])
      stream.drop()
    }
  })

  it('says where it begins: whoever loses it before its first event resumes there', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    for (let i = 0; i < 3; i++) await served.store.createWorkload(held, SETTER_UP)
    const lost = await viewer.follow('workload.changes', { filter: { runtime: ['python'] } })
    // From the moment that there is an answer: nothing has to be waited for.
    await served.store.createWorkload(held, SETTER_UP)
    lost.drop()
    expect(lost.headers.get('isola-position')).toBe('3')
    const resumed = await viewer.follow('workload.changes', {}, '3')
    expect((await resumed.take(1)).map(seqOf)).toEqual([4])
    expect(resumed.headers.get('isola-position')).toBe('3')
    resumed.drop()
  })

  it.each(['1', '999999999999999'])(
    'refuses to resume after event %s, which is yet to come',
    async (lastEventId) => {
      const answer = await (await (await serve()).as('viewer')).call('workload.changes', { lastEventId })
      expect(refusalIn(answer)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'lastEventId' }] })
    },
  )

  it('gives those far behind all that they missed, beyond what is kept in memory', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const live = await followLive(served, viewer)
    await Promise.all(range(1, 2_500).map(() => served.store.createWorkload(held, SETTER_UP)))
    const late = await viewer.follow('workload.changes', {}, '3')
    expect((await late.take(2_497)).map(seqOf)).toEqual(range(4, 2_500))
    expect((await live.take(2_500)).map(seqOf)).toEqual(range(1, 2_500))
    late.drop()
    live.drop()
    await settled(served)
  })
})

describe('what was deleted', () => {
  it('is told without its values to later subscribers, also from memory', async () => {
    const served = await serve()
    const { store } = served
    const viewer = await served.as('viewer')
    const live = await followLive(served, viewer)
    const { id } = await store.createWorkload({ ...held, name: 'secret name' }, SETTER_UP)
    await store.updateWorkload(id, { error: 'password=hunter2' }, SETTER_UP)
    await store.killWorkload(id, SETTER_UP)
    expect(JSON.stringify(await live.take(3))).toContain('hunter2')
    await store.deleteWorkload(id, SETTER_UP, { reason: 'asked for' })
    await live.take(1)
    // A viewer learns that it is gone; a person who may delete sees the rest of its history, its values blanked.
    for (const [role, kinds] of [
      ['viewer', ['deleted']],
      ['admin', ['created', 'updated', 'transitioned', 'deleted']],
    ] as const) {
      const later = await (await served.as(role)).follow('workload.changes', {}, '0')
      const told = (await later.take(kinds.length)).map(changeIn)
      expect(told.map(({ event }) => event.kind)).toEqual(kinds)
      expect(told.map(({ event, workload }) => [event.changes, workload])).toEqual(
        told.map(() => [null, null]),
      )
      later.drop()
    }
    live.drop()
  })
})

describe('when changes cannot be read', () => {
  it('all streams end with the error, which is logged once, and a subscriber that comes back goes on', async () => {
    let broken = false
    const wrap = (store: Store): Store => ({
      ...store,
      listChanges: (query) =>
        broken ? Promise.reject(new Error('a damaged page')) : store.listChanges(query),
    })
    const served = await serve({ wrap })
    const viewer = await served.as('viewer')
    const streams = [await followLive(served, viewer), await followLive(served, viewer)]
    await served.store.createWorkload(held, SETTER_UP)
    for (const stream of streams) expect((await stream.take(1)).map(seqOf)).toEqual([1])
    broken = true
    await served.store.createWorkload(held, SETTER_UP)
    for (const stream of streams)
      expect(await stream.end()).toMatchObject({ data: { httpStatus: 500, isola: { code: 'INTERNAL' } } })
    expect(served.feedFailures).toEqual([new Error('a damaged page')])
    await settled(served)
    broken = false
    const again = await viewer.follow('workload.changes', {}, '1')
    await served.store.createWorkload(held, SETTER_UP)
    expect((await again.take(2)).map(seqOf)).toEqual([2, 3])
    again.drop()
    await settled(served)
  })
})

describe('while 8 write and the connection breaks again and again', () => {
  it('a subscriber who resumes misses nothing and gets nothing twice', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const TOTAL = 8 * 60 * 2
    const write = async () => {
      for (let i = 0; i < 60; i++) {
        const { id } = await served.store.createWorkload(held, SETTER_UP)
        await served.store.updateWorkloadStatus(id, 'running', SETTER_UP)
      }
    }
    const writing = Promise.all(range(1, 8).map(write))
    const follow = async () => {
      const seen: number[] = []
      let drops = 0
      for (let last = 0; last < TOTAL; last = seen.at(-1) ?? 0) {
        const stream = await viewer.follow('workload.changes', {}, String(last))
        const wanted = Math.min(TOTAL - last, Math.floor(Math.random() * 60))
        seen.push(...(await stream.take(wanted)).map(seqOf))
        stream.drop()
        drops++
      }
      return { seen, drops }
    }
    const followers = await Promise.all(range(1, 4).map(follow))
    await writing
    for (const { seen, drops } of followers) {
      expect(seen).toEqual(range(1, TOTAL))
      expect(drops).toBeGreaterThan(10)
    }
    await settled(served)
    expect(served.failures).toEqual([])
  })
})

describe('those who do not read', () => {
  it('hold nobody up, and get everything when they read on', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const slow = await Promise.all(range(1, 3).map(() => viewer.follow('workload.changes', {}, '0')))
    const quick = await viewer.follow('workload.changes', {}, '0')
    // Larger than what the sockets between them hold: the server has to wait for its readers.
    const labels = Object.fromEntries(
      range(1, LIMITS.labels).map((i) => [`key-${i}`, 'x'.repeat(LIMITS.labelValueLength)]),
    )
    const COUNT = 1_500
    const writing = Promise.all(
      range(1, COUNT).map(() => served.store.createWorkload({ ...held, labels }, SETTER_UP)),
    )
    expect((await quick.take(COUNT)).map(seqOf)).toEqual(range(1, COUNT))
    await writing
    for (const stream of slow) expect((await stream.take(COUNT)).map(seqOf)).toEqual(range(1, COUNT))
    for (const stream of [...slow, quick]) stream.drop()
    await settled(served)
  })

  it('and leave, leave nothing behind', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const streams = await Promise.all(range(1, 10).map(() => viewer.follow('workload.changes', {}, '0')))
    const labels = { a: 'x'.repeat(256) }
    await Promise.all(range(1, 1_500).map(() => served.store.createWorkload({ ...held, labels }, SETTER_UP)))
    for (const stream of streams) stream.drop()
    await settled(served)
    expect(served.failures).toEqual([])
  })
})
