import { statSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import {
  type AuthForTest,
  intercept,
  MINUTE,
  openAuthForTest,
  SETTER_UP,
  withKey,
} from '../testing/open-auth.ts'

const iso = (ms: number) => new Date(ms).toISOString()

async function lastUsedOf({ auth }: AuthForTest): Promise<string | null | undefined> {
  return (await auth.keys.list()).items[0]?.lastUsedAt
}

describe('the time a key was last used', () => {
  it('is written at the first use, and then once a minute', async () => {
    const opened = await openAuthForTest()
    const { auth, clock } = opened
    const { key } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    expect(await lastUsedOf(opened)).toBeNull()
    const first = clock.ms
    await withKey(auth, key)
    await vi.waitFor(async () => expect(await lastUsedOf(opened)).toBe(iso(first)))
    clock.ms += MINUTE - 1
    await withKey(auth, key)
    expect(await lastUsedOf(opened)).toBe(iso(first))
    clock.ms += 1
    await withKey(auth, key)
    await vi.waitFor(async () => expect(await lastUsedOf(opened)).toBe(iso(first + MINUTE)))
  })

  it('costs one write, however many come at once, and requests within the minute none', async () => {
    let writes = 0
    const { auth, clock, file } = await openAuthForTest({
      wrap: (database) =>
        intercept(database, 'apiKey', 'updateMany', (real) => {
          writes++
          return real()
        }),
    })
    const { key } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    const crowd = () => Promise.all(Array.from({ length: 64 }, () => withKey(auth, key)))
    await crowd()
    await vi.waitFor(async () => expect((await auth.keys.list()).items[0]?.lastUsedAt).not.toBeNull())
    expect(writes).toBe(1)
    const { size } = statSync(`${file}-wal`)
    clock.ms += MINUTE - 1
    for (let n = 0; n < 100; n++) await crowd()
    await auth.keys.list()
    expect(statSync(`${file}-wal`).size).toBe(size)
    expect(writes).toBe(1)
    clock.ms += 1
    await crowd()
    expect(writes).toBe(2)
  })

  it('is not written more often by a process that has just started', async () => {
    const { auth, clock, file, restart } = await openAuthForTest()
    const { key } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    await withKey(auth, key)
    await vi.waitFor(async () => expect((await auth.keys.list()).items[0]?.lastUsedAt).not.toBeNull())
    const { size } = statSync(`${file}-wal`)
    clock.ms += MINUTE - 1
    const again = restart()
    await withKey(again, key)
    await again.keys.list()
    expect(statSync(`${file}-wal`).size).toBe(size)
  })

  it('refuses nobody when it cannot be written', async () => {
    let attempts = 0
    const { auth } = await openAuthForTest({
      wrap: (database) =>
        intercept(database, 'apiKey', 'updateMany', () => {
          attempts++
          return Promise.reject(new Error('the disk is full'))
        }),
    })
    const { id, key } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    expect((await withKey(auth, key))?.principal.id).toBe(id)
    expect(attempts).toBe(1)
  })

  it('survives a clock that jumps back: the key is read anew, and holds', async () => {
    const { auth, clock } = await openAuthForTest()
    const { id, key } = await auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    await withKey(auth, key)
    clock.ms -= 3 * 24 * 60 * MINUTE
    expect((await withKey(auth, key))?.principal.id).toBe(id)
  })
})
