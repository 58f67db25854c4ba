/** A stream outlives the check of its request, but not the credentials it was opened with, nor the server. */
import { systemClock } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it, vi } from 'vitest'
import type { Follower } from './testing/follower.ts'
import { changeIn, settled } from './testing/following.ts'
import { PASSWORD, signedIn } from './testing/people.ts'
import { bearer, SETTER_UP, type Served, serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

const held = { runtime: 'node', hold: true } as const

/** One stream of each kind, both open and waiting. */
async function follow({ store, notifier }: Served, wire: Wire): Promise<Follower[]> {
  const { id } = await store.createWorkload(held, SETTER_UP)
  const waiting = () => [notifier.waiting('changes'), notifier.waiting('log')]
  const before = waiting()
  const streams = [await wire.follow('workload.changes'), await wire.follow('log.tail', { id })]
  await vi.waitFor(() => expect(waiting()).toEqual(before.map((count) => count + 1)))
  return streams
}

async function expectEnd(streams: Follower[], httpStatus: number, code: string): Promise<void> {
  for (const stream of streams) {
    expect(await stream.end()).toMatchObject({ data: { httpStatus, isola: { code } } })
  }
}

/** Nobody else’s streams end: they tell what happens next. */
async function expectOpen({ store }: Served, [changes]: Follower[]): Promise<void> {
  const { id } = await store.createWorkload({ ...held, name: 'still here' }, SETTER_UP)
  const told = (await changes?.next())!
  expect(changeIn(told).event.workloadId).toBe(id)
}

describe('streams end with UNAUTHENTICATED', () => {
  it('when their key is revoked, and no other does', async () => {
    const served = await serve()
    const { id, key } = await served.key('viewer')
    const streams = await follow(served, served.wire(bearer(key)))
    const others = await follow(served, await served.as('viewer'))
    await served.auth.keys.revoke(id, SETTER_UP)
    await expectEnd([streams[0]!, streams[1]!], 401, 'UNAUTHENTICATED')
    await expectOpen(served, others)
    for (const stream of others) stream.drop()
    await settled(served)
  })

  it('when their key expires', async () => {
    const clock = { ...systemClock, ms: Date.now(), now: () => clock.ms }
    const served = await serve({ clock })
    const expiresAt = new Date(clock.ms + 60_000).toISOString()
    const { key } = await served.auth.keys.create({ name: 'short', role: 'viewer', expiresAt }, SETTER_UP)
    // The clock stands just before the end, however long it takes to open them.
    clock.ms += 59_900
    const { id } = await served.store.createWorkload(held, SETTER_UP)
    const wire = served.wire(bearer(key))
    const streams = [await wire.follow('workload.changes'), await wire.follow('log.tail', { id })]
    await expectEnd(streams, 401, 'UNAUTHENTICATED')
    await settled(served)
  })

  it.each<[string, (served: Served, id: string, cookie: string) => Promise<unknown>]>([
    ['is disabled', ({ auth }, id) => auth.users.update({ id, disabled: true }, SETTER_UP)],
    ['gets another role', ({ auth }, id) => auth.users.update({ id, role: 'operator' }, SETTER_UP)],
    [
      'gets another password',
      ({ auth }, id) => auth.users.update({ id, password: `${PASSWORD}!` }, SETTER_UP),
    ],
    ['is removed', ({ auth }, id) => auth.users.remove(id, SETTER_UP)],
    [
      'signs out',
      async ({ url }, _, cookie) => {
        const headers = { cookie, origin: url, 'content-type': 'application/json' }
        const answer = await fetch(`${url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
        expect(answer.status).toBe(200)
      },
    ],
  ])('when their person %s', async (_, act) => {
    const served = await serve()
    const { id, cookie, wire } = await signedIn(served, 'viewer')
    const streams = await follow(served, wire)
    await act(served, id, cookie)
    await expectEnd(streams, 401, 'UNAUTHENTICATED')
    await settled(served)
  })

  it('when their key was revoked while they were being opened', async () => {
    const opened = Promise.withResolvers<void>()
    const revoked = Promise.withResolvers<void>()
    let opening = 0
    const wrap = (store: Store): Store => ({
      ...store,
      async getLatestSeq() {
        if (opening++ === 0) {
          opened.resolve()
          await revoked.promise
        }
        return store.getLatestSeq()
      },
    })
    const served = await serve({ wrap })
    const { id, key } = await served.key('viewer')
    const stream = served.wire(bearer(key)).follow('workload.changes')
    await opened.promise
    await served.auth.keys.revoke(id, SETTER_UP)
    revoked.resolve()
    await expectEnd([await stream], 401, 'UNAUTHENTICATED')
    await settled(served)
  })

  it('though nobody reads them: what they still had to tell is not told', async () => {
    const served = await serve()
    const { id, key } = await served.key('viewer')
    const stream = await served.wire(bearer(key)).follow('workload.changes', {}, '0')
    const labels = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`key-${i}`, 'x'.repeat(256)]))
    const COUNT = 1_000
    const writes = Array.from({ length: COUNT }, () =>
      served.store.createWorkload({ ...held, labels }, SETTER_UP),
    )
    await Promise.all(writes)
    await served.auth.keys.revoke(id, SETTER_UP)
    const told = await stream.take(COUNT)
    expect(told.length).toBeLessThan(COUNT)
    expect(stream.ended).toMatchObject({ data: { isola: { code: 'UNAUTHENTICATED' } } })
    await settled(served)
  })
})

describe('when the server stops', () => {
  it('streams end with STORE_BUSY, which tells clients to come again, and so does who comes now', async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const streams = await follow(served, viewer)
    served.stopping.abort()
    await expectEnd(streams, 503, 'STORE_BUSY')
    expect((await viewer.call('system.info')).error?.data.isola).toEqual({ code: 'STORE_BUSY' })
    expect((await viewer.call('workload.changes')).error?.data).toMatchObject({ httpStatus: 503 })
    await settled(served)
    expect(served.failures).toEqual([])
  })
})
