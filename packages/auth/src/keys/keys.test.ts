import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { auditOf, faultyFieldsOf, MINUTE, openAuthForTest, SETTER_UP, withKey } from '../testing/open-auth.ts'

const REFUSED = { code: 'UNAUTHENTICATED' }

describe('an API key', () => {
  it('is isk_ and 256 bits, another one each time', async () => {
    const { auth } = await openAuthForTest()
    const made = await Promise.all(
      Array.from({ length: 20 }, () => auth.keys.create({ name: 'ci', role: 'operator' }, SETTER_UP)),
    )
    for (const { key, start } of made) {
      expect(key).toMatch(/^isk_[A-Za-z0-9_-]{43}$/)
      expect(key.startsWith(start)).toBe(true)
      expect(start).toHaveLength(8)
    }
    expect(new Set(made.map(({ key }) => key)).size).toBe(made.length)
  })

  it('is shown once, and kept as a hash alone: neither the file nor its log has it', async () => {
    const { auth, file, store } = await openAuthForTest()
    const { key, ...shown } = await auth.keys.create({ name: 'ci', role: 'operator' }, SETTER_UP)
    await withKey(auth, key)
    const { items } = await auth.keys.list()
    expect(items).toMatchObject([{ id: shown.id, name: 'ci', role: 'operator' }])
    expect(JSON.stringify([items, await auditOf(store)])).not.toContain(key.slice(10))
    const bytes = Buffer.concat([file, `${file}-wal`].map((name) => readFileSync(name)))
    expect(bytes.includes(shown.id)).toBe(true)
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(key.slice(10))).toBe(false)
  })

  it('is a principal with its role: a runner’s is a runner, any other a key', async () => {
    const { auth } = await openAuthForTest()
    for (const role of ['viewer', 'operator', 'admin', 'runner'] as const) {
      const { id, key } = await auth.keys.create({ name: `the ${role}`, role }, SETTER_UP)
      const kind = role === 'runner' ? 'runner' : 'key'
      expect((await withKey(auth, key))?.principal).toEqual({ kind, id, name: `the ${role}`, role })
    }
  })

  it('holds up to the millisecond before it expires, cached or not', async () => {
    const { auth, clock, restart } = await openAuthForTest()
    const expiresAt = new Date(clock.ms + MINUTE).toISOString()
    const { key } = await auth.keys.create({ name: 'ci', role: 'viewer', expiresAt }, SETTER_UP)
    clock.ms += MINUTE - 1
    const [cached, fresh] = [auth, restart()]
    await withKey(cached, key)
    expect(await withKey(cached, key)).not.toBeNull()
    clock.ms += 1
    await expect(withKey(cached, key)).rejects.toMatchObject(REFUSED)
    await expect(withKey(fresh, key)).rejects.toMatchObject(REFUSED)
  })

  it('cannot be made to expire now or before', async () => {
    const { auth, clock } = await openAuthForTest()
    for (const ms of [0, -1]) {
      const expiresAt = new Date(clock.ms + ms).toISOString()
      const made = auth.keys.create({ name: 'ci', role: 'viewer', expiresAt }, SETTER_UP)
      expect(await faultyFieldsOf(made)).toEqual(['expiresAt'])
    }
    expect((await auth.keys.list()).items).toEqual([])
  })

  it('is refused, and never taken for nobody, when it is unknown or no key at all', async () => {
    const { auth } = await openAuthForTest()
    const { key } = await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    const wrong = [
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${key}x`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${key} `.repeat(2).trim(),
      `Bearer isk_${'a'.repeat(43)}`,
      `Bearer isk_${'a'.repeat(15_000)}`,
      'Bearer __proto__',
      'Bearer constructor',
      'Bearer',
      'Bearer ',
      `Bearer\t${key}`,
    ]
    for (const authorization of wrong)
      await expect(auth.authenticate(new Headers({ authorization }))).rejects.toMatchObject(REFUSED)
    expect(await withKey(auth, key)).not.toBeNull()
    expect(await auth.authenticate(new Headers({ authorization: `bearer  ${key}` }))).not.toBeNull()
  })

  it('is Bearer: any other scheme is a proxy’s business, and brings no caller', async () => {
    const { auth } = await openAuthForTest()
    const { key } = await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    for (const authorization of [`Basic ${key}`, key, 'Digest username="x"', 'Bearerx y', ''])
      expect(await auth.authenticate(new Headers({ authorization }))).toBeNull()
  })

  it('is what counts when a cookie comes along: a wrong one is refused all the same', async () => {
    const { auth } = await openAuthForTest()
    const headers = new Headers({ authorization: 'Bearer nonsense', cookie: 'isola.session_token=x' })
    await expect(auth.authenticate(headers)).rejects.toMatchObject(REFUSED)
  })
})

describe('the list of keys', () => {
  it('is newest first, page by page, with those that are worth nothing any more', async () => {
    const { auth, clock } = await openAuthForTest()
    const ids: string[] = []
    for (let n = 0; n < 7; n++) {
      clock.ms += 1
      ids.push((await auth.keys.create({ name: `k${n}`, role: 'viewer' }, SETTER_UP)).id)
    }
    await auth.keys.revoke(ids[3] ?? '', SETTER_UP)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await auth.keys.list({ limit: 3, ...(cursor !== undefined && { cursor }) })
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids.toReversed())
  })

  it('refuses a limit that it would have to change', async () => {
    const { auth } = await openAuthForTest()
    for (const limit of [0, 201, 1.5])
      expect(await faultyFieldsOf(auth.keys.list({ limit }))).toEqual(['limit'])
  })
})

describe('the audit trail of keys', () => {
  it('has who made and who revoked each, and nothing of reading or using them', async () => {
    const { auth, store } = await openAuthForTest()
    const ada = { kind: 'user', id: 'ada', name: 'Ada', scope: 'all' } as const
    const { id, key, createdBy } = await auth.keys.create({ name: 'ci', role: 'operator' }, ada)
    expect(createdBy).toEqual({ kind: 'user', id: 'ada', name: 'Ada' })
    await withKey(auth, key)
    await auth.keys.list()
    await auth.keys.revoke(id, SETTER_UP)
    const details = { name: 'ci', role: 'operator' }
    expect(await auditOf(store)).toMatchObject([
      { action: 'key.created', target: id, actor: { id: 'ada' }, details: { ...details, expiresAt: null } },
      { action: 'key.revoked', target: id, actor: { id: 'test' }, details },
    ])
  })

  it('has nothing of what was refused', async () => {
    const { auth, store } = await openAuthForTest()
    expect(await faultyFieldsOf(auth.keys.create({ name: ' ', role: 'viewer' }, SETTER_UP))).toEqual(['name'])
    expect(await faultyFieldsOf(auth.keys.revoke('nobody', SETTER_UP))).toEqual(['id'])
    expect(await auditOf(store)).toEqual([])
  })
})
