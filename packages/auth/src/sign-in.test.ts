import { describe, expect, it } from 'vitest'
import { createPerson, PASSWORD, SETTER_UP, withCookie } from './testing/open-auth.ts'
import { serveAuth } from './testing/serve-auth.ts'

const ADA = 'ada@example.com'
const NEW = 'another long password'

async function serveAda(options?: Parameters<typeof serveAuth>[0]) {
  const served = await serveAuth(options)
  const ada = await createPerson(served.auth, 'Ada', 'admin')
  return { ...served, ada }
}

describe('signing in', () => {
  it('gives a session that is the person, whatever the case of the e-mail', async () => {
    const { auth, ada, signIn } = await serveAda()
    for (const email of [ADA, 'Ada@Example.COM']) {
      const { status, cookie } = await signIn(email)
      expect(status).toBe(200)
      const caller = await withCookie(auth, cookie)
      expect(caller?.principal).toEqual({ kind: 'user', id: ada.id, name: 'Ada', role: 'admin' })
    }
  })

  it('sets a cookie that scripts cannot read, other sites cannot use, and plain http can', async () => {
    const { signIn } = await serveAda()
    const { setCookies } = await signIn(ADA)
    expect(setCookies).toHaveLength(1)
    const [pair, ...flags] = setCookies[0]?.split('; ') ?? []
    expect(pair).toMatch(/^isola\.session_token=/)
    expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax'])
  })

  it('sets one for https alone, under a name that says so, when people come by https', async () => {
    const { auth, ada, ask, signIn } = await serveAda({ origins: ['https://isola.example.com'] })
    const { setCookies, cookie } = await signIn(ADA)
    expect(setCookies).toHaveLength(1)
    expect(setCookies[0]).toMatch(/^__Secure-isola\.session_token=/)
    const flags = setCookies[0]?.split('; ').slice(1).sort()
    expect(flags).toEqual(['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect((await withCookie(auth, cookie))?.principal.id).toBe(ada.id)
    expect(await withCookie(auth, cookie.replace('__Secure-', ''))).toBeNull()
    const signOut = { body: {}, headers: { cookie, origin: 'https://isola.example.com' } }
    expect((await ask('/sign-out', signOut)).status).toBe(200)
    expect(await withCookie(auth, cookie)).toBeNull()
  })

  it('replaces the session that there was: the old cookie is worth nothing', async () => {
    const { auth, signIn, origins } = await serveAda()
    const [origin = ''] = origins
    const first = await signIn(ADA)
    const ended: string[] = []
    ;(await withCookie(auth, first.cookie))?.onEnded(() => ended.push('ended'))
    const second = await signIn(ADA, PASSWORD, { cookie: first.cookie, origin })
    expect(second.cookie).not.toBe(first.cookie)
    expect(await withCookie(auth, first.cookie)).toBeNull()
    expect(await withCookie(auth, second.cookie)).not.toBeNull()
    expect(ended).toEqual(['ended'])
  })

  it('leaves the session that there was when it fails', async () => {
    const { auth, signIn, origins } = await serveAda()
    const [origin = ''] = origins
    const { cookie } = await signIn(ADA)
    expect((await signIn(ADA, 'wrong password!', { cookie, origin })).status).toBe(401)
    expect(await withCookie(auth, cookie)).not.toBeNull()
  })

  it('answers the same for a wrong password and for nobody', async () => {
    const { signIn } = await serveAda()
    const wrong = await signIn(ADA, 'wrong password!')
    const nobody = await signIn('nobody@example.com', 'wrong password!')
    expect(wrong.status).toBe(401)
    const comparable = ({ headers: { date: _, ...headers }, status, text }: typeof wrong) => ({
      headers,
      status,
      text,
    })
    expect(comparable(wrong)).toEqual(comparable(nobody))
    expect(wrong.setCookies).toEqual([])
  })

  it('is refused to whoever is disabled, who learns so with the right password only', async () => {
    const { auth, ada, signIn } = await serveAda()
    await createPerson(auth, 'Bert', 'admin')
    await auth.users.update({ id: ada.id, disabled: true }, SETTER_UP)
    const { status, setCookies } = await signIn(ADA)
    expect({ status, setCookies }).toEqual({ status: 403, setCookies: [] })
    expect((await signIn(ADA, 'wrong password!')).status).toBe(401)
  })

  it('takes no cookie that it did not sign, and none of another server', async () => {
    const { auth, signIn } = await serveAda()
    const { cookie } = await signIn(ADA)
    const [name = '', signed = ''] = cookie.split('=')
    const [token = ''] = decodeURIComponent(signed).split('.')
    const forged = encodeURIComponent(`${token}.${Buffer.alloc(32).toString('base64')}`)
    const wrong = ['', token, `${token}.`, forged, signed.slice(0, -6), `x${signed}`, '%', '%00', '__proto__']
    for (const value of wrong) expect(await withCookie(auth, `${name}=${value}`)).toBeNull()
    const elsewhere = await serveAda()
    expect(await withCookie(elsewhere.auth, cookie)).toBeNull()
    expect(await withCookie(auth, cookie)).not.toBeNull()
  })
})

describe('signing out', () => {
  it('ends the session, its streams, and no other session of the person', async () => {
    const { auth, ask, signIn, origins } = await serveAda()
    const [origin = ''] = origins
    const [here, elsewhere] = [await signIn(ADA), await signIn(ADA)]
    const ended: string[] = []
    for (const { cookie } of [here, elsewhere])
      (await withCookie(auth, cookie))?.onEnded(() => ended.push(cookie))
    const answer = await ask('/sign-out', { body: {}, headers: { cookie: here.cookie, origin } })
    expect(answer.status).toBe(200)
    expect(answer.setCookies.join()).toContain('Max-Age=0')
    expect(await withCookie(auth, here.cookie)).toBeNull()
    expect(await withCookie(auth, elsewhere.cookie)).not.toBeNull()
    expect(ended).toEqual([here.cookie])
  })
})

describe('changing one’s password', () => {
  async function change(revokeOtherSessions: boolean) {
    const served = await serveAda()
    const { auth, ask, signIn, origins } = served
    const [origin = ''] = origins
    const [here, elsewhere] = [await signIn(ADA), await signIn(ADA)]
    const ended: string[] = []
    ;(await withCookie(auth, elsewhere.cookie))?.onEnded(() => ended.push('elsewhere'))
    const send = (currentPassword: string, newPassword = NEW) =>
      ask('/change-password', {
        headers: { cookie: here.cookie, origin },
        body: { currentPassword, newPassword, revokeOtherSessions },
      })
    return { ...served, here, elsewhere, ended, send }
  }

  it('ends the sessions elsewhere, with their streams, when that is asked', async () => {
    const { auth, elsewhere, ended, send, signIn } = await change(true)
    const { status, cookie } = await send(PASSWORD)
    expect(status).toBe(200)
    expect(await withCookie(auth, elsewhere.cookie)).toBeNull()
    expect(await withCookie(auth, cookie)).not.toBeNull()
    expect(ended).toEqual(['elsewhere'])
    expect((await signIn(ADA)).status).toBe(401)
    expect((await signIn(ADA, NEW)).status).toBe(200)
  })

  it('leaves them when it is not', async () => {
    const { auth, here, elsewhere, ended, send } = await change(false)
    expect((await send(PASSWORD)).status).toBe(200)
    for (const { cookie } of [here, elsewhere]) expect(await withCookie(auth, cookie)).not.toBeNull()
    expect(ended).toEqual([])
  })

  it('needs the present one, and one that is long enough', async () => {
    const { send, signIn } = await change(true)
    expect((await send('wrong password!')).status).toBe(400)
    expect((await send(PASSWORD, 'short')).status).toBe(400)
    expect((await send(PASSWORD, 'x'.repeat(129))).status).toBe(400)
    expect((await signIn(ADA)).status).toBe(200)
  })

  it('needs a session', async () => {
    const { ask } = await serveAda()
    const body = { currentPassword: PASSWORD, newPassword: NEW }
    expect((await ask('/change-password', { body })).status).toBe(401)
  })
})

describe('where a session came from', () => {
  it('is the address that the server made sure of, whatever the caller says', async () => {
    const { database, signIn } = await serveAda()
    const lies = { 'x-isola-client-address': '203.0.113.7', 'x-forwarded-for': '203.0.113.7' }
    await signIn(ADA, PASSWORD, { ...lies, 'x-real-ip': '203.0.113.7', 'user-agent': 'a browser' })
    const sessions = await database.authSession.findMany()
    expect(sessions).toMatchObject([{ ipAddress: '127.0.0.1', userAgent: 'a browser' }])
  })

  it('is what one’s own proxy says it is', async () => {
    const { database, signIn } = await serveAda({ trustedProxies: ['loopback'] })
    const told = [
      ['198.51.100.9', '198.51.100.9'],
      ['203.0.113.7, 198.51.100.9', '198.51.100.9'],
      ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
      ['nonsense', '127.0.0.1'],
    ] as const
    for (const [forwarded, address] of told) {
      await signIn(ADA, PASSWORD, { 'x-forwarded-for': forwarded })
      const [newest] = await database.authSession.findMany({ orderBy: { id: 'desc' }, take: 1 })
      expect([forwarded, newest?.ipAddress]).toEqual([forwarded, address])
    }
  })
})
