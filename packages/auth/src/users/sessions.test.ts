import { describe, expect, it } from 'vitest'
import { createPerson, intercept, SETTER_UP, withCookie } from '../testing/open-auth.ts'
import { serveAuth } from '../testing/serve-auth.ts'

/** Two people who are signed in, each with a stream open. */
async function signedIn() {
  const served = await serveAuth()
  const { auth, signIn } = served
  await createPerson(auth, 'Ada', 'admin')
  const bert = await createPerson(auth, 'Bert', 'operator')
  const ended: string[] = []
  const cookies: Record<string, string> = {}
  for (const name of ['ada', 'bert']) {
    const { cookie } = await signIn(`${name}@example.com`)
    cookies[name] = cookie
    const caller = await withCookie(auth, cookie)
    caller?.onEnded(() => ended.push(name))
  }
  return { ...served, bert, ended, adasCookie: cookies.ada ?? '', bertsCookie: cookies.bert ?? '' }
}

describe('the sessions and streams of a person', () => {
  const endings = {
    'another role': { role: 'viewer' },
    'being disabled': { disabled: true },
    'a new password': { password: 'another long password' },
  } as const
  for (const [what, change] of Object.entries(endings)) {
    it(`end with ${what}, and nobody else’s do`, async () => {
      const { auth, bert, ended, adasCookie, bertsCookie } = await signedIn()
      await auth.users.update({ id: bert.id, ...change }, SETTER_UP)
      expect(ended).toEqual(['bert'])
      expect(await withCookie(auth, bertsCookie)).toBeNull()
      expect((await withCookie(auth, adasCookie))?.principal.name).toBe('Ada')
    })
  }

  it('end when the person is removed', async () => {
    const { auth, bert, ended, bertsCookie } = await signedIn()
    await auth.users.remove(bert.id, SETTER_UP)
    expect(ended).toEqual(['bert'])
    expect(await withCookie(auth, bertsCookie)).toBeNull()
  })

  it('go on with a new name, and with the role the person has', async () => {
    const { auth, bert, ended, bertsCookie } = await signedIn()
    await auth.users.update({ id: bert.id, name: 'Bertha', role: 'operator', disabled: false }, SETTER_UP)
    expect(ended).toEqual([])
    expect((await withCookie(auth, bertsCookie))?.principal).toEqual({
      kind: 'user',
      id: bert.id,
      name: 'Bertha',
      role: 'operator',
    })
  })

  it('go on when the change was refused', async () => {
    const { auth, ended, adasCookie } = await signedIn()
    const [ada] = (await auth.users.list()).items
    await auth.users.update({ id: ada?.id ?? '', role: 'viewer' }, SETTER_UP).catch(() => undefined)
    expect(ended).toEqual([])
    expect((await withCookie(auth, adasCookie))?.principal.role).toBe('admin')
  })

  it('are told at once when they ended between the check of a request and its stream', async () => {
    const { auth, bert, bertsCookie } = await signedIn()
    const caller = await withCookie(auth, bertsCookie)
    await auth.users.update({ id: bert.id, disabled: true }, SETTER_UP)
    const ended: string[] = []
    caller?.onEnded(() => ended.push('ended'))
    expect(ended).toEqual(['ended'])
  })

  it('do not come back when the person may sign in again', async () => {
    const { auth, bert, bertsCookie, signIn } = await signedIn()
    await auth.users.update({ id: bert.id, disabled: true }, SETTER_UP)
    expect((await signIn('bert@example.com')).status).toBe(403)
    await auth.users.update({ id: bert.id, disabled: false }, SETTER_UP)
    expect(await withCookie(auth, bertsCookie)).toBeNull()
    expect((await signIn('bert@example.com')).status).toBe(200)
  })

  it('do not survive a new password that came while the old one was being checked', async () => {
    let holds = false
    const { promise: changed, resolve: change } = Promise.withResolvers<void>()
    const { promise: checked, resolve: check } = Promise.withResolvers<void>()
    const { auth, database, signIn } = await serveAuth({
      // Looked up once the password was found right, before there is a session.
      wrap: (real) =>
        intercept(real, 'authUser', 'findUnique', async (find) => {
          if (holds) {
            check()
            await changed
          }
          return find()
        }),
    })
    const { id } = await createPerson(auth, 'Bert', 'operator')
    holds = true
    const signingIn = signIn('bert@example.com')
    await checked
    await auth.users.update({ id, password: 'another long password' }, SETTER_UP)
    change()
    const { status, cookie } = await signingIn
    expect({ status, cookie }).toEqual({ status: 401, cookie: '' })
    expect(await database.authSession.count({ where: { userId: id } })).toBe(0)
    expect((await signIn('bert@example.com', 'another long password')).status).toBe(200)
  })
})
