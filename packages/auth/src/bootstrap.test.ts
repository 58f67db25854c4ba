import { describe, expect, it } from 'vitest'
import {
  auditOf,
  createPerson,
  faultyFieldsOf,
  openAuthForTest,
  SETTER_UP,
  withKey,
} from './testing/open-auth.ts'

const SECRET = `isk_${'abcDEF_-12345678'.repeat(2)}`

describe('the bootstrap key', () => {
  it('becomes an admin’s key on the first start, exactly as it was given', async () => {
    const { auth, store } = await openAuthForTest()
    expect(await auth.bootstrap(SECRET)).toBe(true)
    const caller = await withKey(auth, SECRET)
    expect(caller?.principal).toMatchObject({ kind: 'key', name: 'bootstrap', role: 'admin' })
    expect(await auditOf(store)).toMatchObject([
      { action: 'key.created', target: caller?.principal.id, actor: { kind: 'system', name: 'Isola' } },
    ])
  })

  it('is ignored on every later start, whatever it says then', async () => {
    const { auth, restart } = await openAuthForTest()
    await auth.bootstrap(SECRET)
    const later = restart()
    expect(await later.bootstrap(SECRET)).toBe(false)
    expect(await later.bootstrap(`${SECRET}x`)).toBe(false)
    await expect(withKey(later, `${SECRET}x`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect((await later.keys.list()).items).toHaveLength(1)
  })

  it('does not come back once it was revoked', async () => {
    const { auth, restart } = await openAuthForTest()
    await auth.bootstrap(SECRET)
    const [made] = (await auth.keys.list()).items
    await auth.keys.revoke(made?.id ?? '', SETTER_UP)
    expect(await restart().bootstrap(SECRET)).toBe(false)
    await expect(withKey(restart(), SECRET)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is ignored where there is a person or a key already', async () => {
    const people = await openAuthForTest()
    await createPerson(people.auth, 'Vera', 'viewer')
    const keys = await openAuthForTest()
    await keys.auth.keys.create({ name: 'ci', role: 'viewer' }, SETTER_UP)
    for (const { auth } of [people, keys]) expect(await auth.bootstrap(SECRET)).toBe(false)
  })

  it('is taken where there is only the key of the server’s own runner, which stays a runner’s', async () => {
    const { auth } = await openAuthForTest()
    const own = `isk_${'own-runner'.repeat(4)}`
    expect(await auth.ownRunner(own)).toBe(true)
    expect(await auth.bootstrap(SECRET)).toBe(true)
    expect((await withKey(auth, own))?.principal).toMatchObject({ name: 'embedded', role: 'runner' })
  })

  it('may be 32 to 124 characters behind isk_, of the safe alphabet', async () => {
    for (const length of [32, 124]) {
      const { auth } = await openAuthForTest()
      const secret = `isk_${'a'.repeat(length)}`
      expect(await auth.bootstrap(secret)).toBe(true)
      expect(await withKey(auth, secret)).not.toBeNull()
    }
  })

  it('is refused in any other form, without being repeated', async () => {
    const { auth } = await openAuthForTest()
    const tail = 'S3CRET'.repeat(8)
    const wrong = [
      tail,
      `isk-${tail}`,
      `ISK_${tail}`,
      `isk_${'S3CRET'.repeat(5)}`,
      `isk_${'S3CRET7'.repeat(18)}`,
      `isk_${tail} `,
      ` isk_${tail}`,
      `isk_${tail}\n`,
      `isk_${tail}ü`,
      `isk_${tail}=`,
    ]
    for (const secret of wrong) {
      expect(await faultyFieldsOf(auth.bootstrap(secret))).toEqual(['ISOLA_BOOTSTRAP_KEY'])
      await expect(auth.bootstrap(secret)).rejects.not.toThrow(/S3CRET/)
    }
    expect((await auth.keys.list()).items).toEqual([])
  })
})
