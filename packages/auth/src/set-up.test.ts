import { describe, expect, it } from 'vitest'
import { auditOf, createPerson, PASSWORD, SETTER_UP, withCookie } from './testing/open-auth.ts'
import { serveAuth } from './testing/serve-auth.ts'

const person = { name: 'Ada', email: 'Ada@example.com', password: PASSWORD }

describe('setting up', () => {
  it('makes the first admin with the link’s token, and signs them in', async () => {
    const { ask, auth, signIn, store } = await serveAuth()
    expect(await auth.setUp.needed()).toBe(true)
    const { status, cookie, text } = await ask('/set-up', { body: { token: auth.setUp.token, ...person } })
    expect(status).toBe(200)
    const { user } = JSON.parse(text)
    expect(user).toMatchObject({ name: 'Ada', email: 'ada@example.com', role: 'admin', disabled: false })
    expect((await withCookie(auth, cookie))?.principal).toMatchObject({ id: user.id, role: 'admin' })
    expect(await auth.setUp.needed()).toBe(false)
    const details = { name: 'Ada', email: 'ada@example.com', role: 'admin', setUp: true }
    expect(await auditOf(store)).toMatchObject([
      { action: 'user.created', target: user.id, actor: { kind: 'system' }, details },
      { action: 'session.created', target: user.id, actor: { kind: 'user', id: user.id } },
    ])
    expect((await signIn('ada@example.com')).status).toBe(200)
  })

  it('is refused with any other token, and then nobody was made', async () => {
    const { ask, auth, restart } = await serveAuth()
    const { token } = auth.setUp
    const wrong = [
      '',
      token.slice(1),
      `${token}x`,
      token.toUpperCase(),
      'ü'.repeat(43),
      restart().setUp.token,
    ]
    for (const attempt of wrong)
      expect((await ask('/set-up', { body: { token: attempt, ...person } })).status).toBe(403)
    expect((await auth.users.list()).items).toEqual([])
    expect(await auth.setUp.needed()).toBe(true)
  })

  it('works once', async () => {
    const { ask, auth } = await serveAuth()
    const { token } = auth.setUp
    expect((await ask('/set-up', { body: { token, ...person } })).status).toBe(200)
    const again = { token, ...person, email: 'eve@example.com' }
    const { status, setCookies } = await ask('/set-up', { body: again })
    expect({ status, setCookies }).toEqual({ status: 403, setCookies: [] })
    expect((await auth.users.list()).items).toHaveLength(1)
  })

  it('lets one in of those who use the link at once', async () => {
    const { ask, auth } = await serveAuth()
    const { token } = auth.setUp
    const names = ['ada', 'bert', 'cleo']
    const answers = await Promise.all(
      names.map((name) => ask('/set-up', { body: { token, ...person, email: `${name}@example.com` } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
    expect((await auth.users.list()).items).toHaveLength(1)
  })

  it('names what is wrong, and the link can be used again', async () => {
    const { ask, auth } = await serveAuth()
    const { token } = auth.setUp
    for (const [field, value] of [
      ['password', 'short'],
      ['email', 'nobody'],
      ['name', ' '],
      ['role', 'admin'],
    ]) {
      const { status, text } = await ask('/set-up', { body: { token, ...person, [field ?? '']: value } })
      expect(status).toBe(400)
      expect(text).toContain(field)
    }
    expect((await ask('/set-up', { body: { token, ...person } })).status).toBe(200)
  })

  it('is needed until there is an admin, whoever else there is', async () => {
    const { auth, restart } = await serveAuth()
    await createPerson(auth, 'Vera', 'viewer')
    await auth.keys.create({ name: 'ci', role: 'admin' }, SETTER_UP)
    expect(await auth.setUp.needed()).toBe(true)
    await createPerson(auth, 'Ada', 'admin')
    expect(await auth.setUp.needed()).toBe(false)
    expect(await restart().setUp.needed()).toBe(false)
  })

  it('has a token of 256 bits that each process draws anew', async () => {
    const { auth, restart } = await serveAuth()
    expect(auth.setUp.token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(restart().setUp.token).not.toBe(auth.setUp.token)
  })
})
