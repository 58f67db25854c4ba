import { describe, expect, it } from 'vitest'
import {
  auditOf,
  faultyFieldsOf,
  intercept,
  openAuthForTest,
  SETTER_UP,
  withKey,
} from '../testing/open-auth.ts'

const REFUSED = { code: 'UNAUTHENTICATED' }

describe('a revoked key', () => {
  it('is refused at the very next call, although it was in the cache', async () => {
    const { auth } = await openAuthForTest()
    const { id, key } = await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    for (let n = 0; n < 3; n++) expect(await withKey(auth, key)).not.toBeNull()
    await auth.keys.revoke(id, SETTER_UP)
    await expect(withKey(auth, key)).rejects.toMatchObject(REFUSED)
  })

  it('leaves the other keys as they are', async () => {
    const { auth } = await openAuthForTest()
    const other = await auth.keys.create({ name: 'other', role: 'admin' }, SETTER_UP)
    const { id } = await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    await auth.keys.revoke(id, SETTER_UP)
    expect((await withKey(auth, other.key))?.principal.id).toBe(other.id)
  })

  it('is not let in by a read that began before it was revoked and is still under way', async () => {
    let held = 0
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const { auth } = await openAuthForTest({
      wrap: (database) =>
        intercept(database, 'apiKey', 'findUnique', async (real) => {
          const row = (await real()) as { revokedAt: Date | null } | null
          // The first read alone, which is the one of the early call.
          if (held++ === 0) {
            reach()
            await opened
          }
          return row
        }),
    })
    const { id, key } = await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    const early = withKey(auth, key)
    await reached
    await auth.keys.revoke(id, SETTER_UP)
    await expect(withKey(auth, key)).rejects.toMatchObject(REFUSED)
    open()
    const caller = await early
    await expect(withKey(auth, key)).rejects.toMatchObject(REFUSED)
    // What the early call opens now ends at once: nobody would tell it later.
    const ended: string[] = []
    caller?.onEnded(() => ended.push('ended'))
    expect(ended).toEqual(['ended'])
  })

  it('ends what it has open, once, and nothing that another key has open', async () => {
    const { auth } = await openAuthForTest()
    const [one, other] = [
      await auth.keys.create({ name: 'one', role: 'viewer' }, SETTER_UP),
      await auth.keys.create({ name: 'other', role: 'viewer' }, SETTER_UP),
    ]
    const ended: string[] = []
    for (const { key, name } of [one, one, other]) (await withKey(auth, key))?.onEnded(() => ended.push(name))
    const stop = (await withKey(auth, one.key))?.onEnded(() => ended.push('stopped'))
    stop?.()
    await auth.keys.revoke(one.id, SETTER_UP)
    await auth.keys.revoke(one.id, SETTER_UP)
    expect(ended).toEqual(['one', 'one'])
  })

  it('stays as it was when it is revoked again, by one or by many at once', async () => {
    const { auth, clock, store } = await openAuthForTest()
    const { id } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    const racers = await Promise.all(Array.from({ length: 8 }, () => auth.keys.revoke(id, SETTER_UP)))
    expect(racers[0]?.revokedAt).toBe(new Date(clock.ms).toISOString())
    clock.ms += 5_000
    racers.push(await auth.keys.revoke(id, SETTER_UP))
    expect(racers).toEqual(racers.map(() => racers[0]))
    expect((await auditOf(store)).map(({ action }) => action)).toEqual(['key.created', 'key.revoked'])
  })

  it('is refused by the name of the field when there is no such key', async () => {
    const { auth } = await openAuthForTest()
    for (const id of ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '__proto__', 'x'.repeat(201), ' '])
      expect(await faultyFieldsOf(auth.keys.revoke(id, SETTER_UP))).toEqual(['id'])
  })

  it('stays revoked whatever is asked of the file', async () => {
    const { auth, database } = await openAuthForTest()
    const { id } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    await auth.keys.revoke(id, SETTER_UP)
    const where = { id }
    await expect(database.apiKey.updateMany({ where, data: { revokedAt: null } })).rejects.toThrow()
    await expect(database.apiKey.updateMany({ where, data: { role: 'admin' } })).rejects.toThrow()
    await expect(database.apiKey.deleteMany({ where })).rejects.toThrow()
    expect((await auth.keys.list()).items).toMatchObject([
      { id, role: 'viewer', revokedAt: expect.any(String) },
    ])
  })
})
