import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { SetUp } from './set-up.ts'
import { createSignIn } from './sign-in.ts'
import { COOKIE_SECRET, createPerson, openAuthForTest, PASSWORD, withCookie } from './testing/open-auth.ts'
import { serveAuth } from './testing/serve-auth.ts'

const ADA = 'ada@example.com'
const JSON_BODY = { 'content-type': 'application/json' }

/** What is served, by method; the rest of better-auth is not. */
const SERVED = [
  'GET /get-session',
  'GET /list-sessions',
  'POST /change-password',
  'POST /get-session',
  'POST /revoke-other-sessions',
  'POST /revoke-session',
  'POST /set-up',
  'POST /sign-in/email',
  'POST /sign-out',
]

async function serveAda(options?: Parameters<typeof serveAuth>[0]) {
  const served = await serveAuth(options)
  await createPerson(served.auth, 'Ada', 'admin')
  return served
}

interface Offered {
  path?: string
  options?: { method?: string | string[] }
}

/** Everything that better-auth offers by itself and through what we plug in, `:parameters` filled in. */
async function offered(): Promise<{ method: string; path: string }[]> {
  const { context, origins } = await openAuthForTest()
  const options = { secret: COOKIE_SECRET, origins, warn: () => undefined }
  const { api } = createSignIn(context, new SetUp(context), options)
  return Object.values(api as Record<string, Offered>).flatMap(({ path, options: { method = [] } = {} }) =>
    path ? [method].flat().map((name) => ({ method: name, path: path.replace(/:\w+/g, 'x') })) : [],
  )
}

describe('what is served under /api/auth', () => {
  it('is signing in and out, sessions and the password, of all that better-auth offers', async () => {
    const { ask } = await serveAda()
    const all = await offered()
    expect(all.length).toBeGreaterThan(20)
    expect(all.map(({ path }) => path)).toContain('/sign-up/email')
    const answers = await Promise.all(
      all.map(async ({ method, path }) => {
        const { status } = await ask(path, { method, ...(method === 'POST' && { body: {} }) })
        return { route: `${method} ${path}`, there: status !== 404 }
      }),
    )
    expect(answers.flatMap(({ route, there }) => (there ? route : [])).sort()).toEqual(SERVED)
  })

  it('makes nobody', async () => {
    const { ask, auth } = await serveAda()
    const body = { name: 'Eve', email: 'eve@example.com', password: PASSWORD }
    for (const path of ['/sign-up/email', '/sign-up/email/', '//sign-up/email', '/sign-in/../sign-up/email'])
      expect((await ask(path, { body })).status).toBe(404)
    expect((await auth.users.list()).items).toHaveLength(1)
  })

  it('is nothing under any other spelling, which the limits would not know', async () => {
    const { ask } = await serveAda()
    const spellings = [
      '/../../aaaaaaaa/sign-in/email',
      '/x/../sign-in/email',
      '/./sign-in/email',
      '/%2e/sign-in/email',
      '/sign-in%2femail',
      '/sign-in\\email',
      '/SIGN-IN/email',
      '/sign-in/email/',
      '/sign-in//email',
      '/sign-in/email#x',
      '/sign-in/email;x',
      '/sign-in/%65mail',
      '/__proto__',
      '/',
    ]
    const body = { email: ADA, password: PASSWORD }
    for (const path of spellings) expect([path, (await ask(path, { body })).status]).toEqual([path, 404])
  })

  it('is GET and POST alone', async () => {
    const { ask, failures } = await serveAda()
    for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'])
      expect([method, (await ask('/get-session', { method })).status]).toEqual([method, 405])
    expect((await ask('/sign-in/email', { method: 'GET' })).status).toBe(404)
    expect(failures).toEqual([])
  })

  it('tells no browser of another site anything, nor lets it sign anybody in', async () => {
    const { ask, signIn, auth, origins } = await serveAda()
    const { cookie } = await signIn(ADA)
    const foreign = [
      'https://evil.example',
      'http://localhost:4748',
      'http://localhost:4747.evil.example',
      'null',
    ]
    for (const origin of foreign) {
      expect((await ask('/sign-out', { body: {}, headers: { cookie, origin } })).status).toBe(403)
      expect((await ask('/get-session', { headers: { cookie, origin } })).status).toBe(403)
      const { status, setCookies } = await signIn(ADA, PASSWORD, { origin })
      expect({ status, setCookies }).toEqual({ status: 403, setCookies: [] })
    }
    const unnamed = [{}, { 'sec-fetch-site': 'cross-site' }, { referer: origins[0] ?? '' }]
    for (const headers of unnamed)
      expect((await ask('/sign-out', { body: {}, headers: { cookie, ...headers } })).status).toBe(403)
    const crossSite = { cookie, 'sec-fetch-site': 'cross-site' }
    expect((await ask('/get-session', { headers: crossSite })).status).toBe(403)
    expect(await withCookie(auth, cookie)).not.toBeNull()
    for (const origin of origins)
      expect((await ask('/get-session', { headers: { cookie, origin } })).status).toBe(200)
  })

  it('sends nobody to another site after signing in', async () => {
    const { ask, origins } = await serveAda()
    for (const callbackURL of ['https://evil.example', '//evil.example', 'javascript:alert(1)']) {
      const body = { email: ADA, password: PASSWORD, callbackURL }
      const { status, headers } = await ask('/sign-in/email', { body, headers: { origin: origins[0] ?? '' } })
      expect({ status, location: headers.location }).toEqual({ status: 403, location: undefined })
    }
  })
})

describe('a body', () => {
  it('is JSON: what other sites can send without asking is refused', async () => {
    const { ask } = await serveAda()
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'text/plain; application/json',
      '',
    ]
    const body = JSON.stringify({ email: ADA, password: PASSWORD })
    for (const type of types) {
      const { status } = await ask('/sign-in/email', { body, headers: { 'content-type': type } })
      expect([type, status]).toEqual([type, 415])
    }
    const charset = { 'content-type': 'application/json; charset=utf-8' }
    expect((await ask('/sign-in/email', { body, headers: charset })).status).toBe(200)
  })

  it('is at most 64 KiB, whether its length was given or not', async () => {
    const { ask } = await serveAda()
    const large = JSON.stringify({ email: ADA, password: 'x'.repeat(64 * 1024) })
    for (const headers of [{ 'content-length': String(large.length) }, { 'transfer-encoding': 'chunked' }]) {
      const { status, text } = await ask('/sign-in/email', {
        body: large,
        headers: { ...JSON_BODY, ...headers },
      })
      expect(status).toBe(413)
      expect(JSON.parse(text)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
    }
  })

  it('that is not UTF-8, in another encoding or compressed is refused, and says why', async () => {
    const { port } = await serveAda()
    const body = Buffer.concat([
      Buffer.from(`{"email":"${ADA}","password":"`),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ])
    for (const [headers, status] of [
      [JSON_BODY, '400 Bad Request'],
      [{ 'content-type': 'application/json; charset=utf-16' }, '415 Unsupported Media Type'],
      [{ ...JSON_BODY, 'content-encoding': 'gzip' }, '415 Unsupported Media Type'],
    ] as const) {
      const socket = connect(port, '127.0.0.1')
      const lines = { host: 'x', connection: 'close', 'content-length': body.length, ...headers }
      const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`POST /api/auth/sign-in/email HTTP/1.1\r\n${head.join('')}\r\n`)
      socket.write(body)
      const answer = await text(socket)
      expect(answer).toMatch(`HTTP/1.1 ${status}`)
      expect(answer).toMatch('INVALID_INPUT')
    }
  })

  it('that is far too large is read to its end, so that the refusal arrives and the connection can go on', async () => {
    const { port } = await serveAda()
    const body = 'x'.repeat(20 * 1024 * 1024)
    const socket = connect(port, '127.0.0.1')
    const head = `host: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`
    socket.write(`POST /api/auth/sign-in/email HTTP/1.1\r\n${head}\r\n\r\n`)
    socket.write(body)
    socket.write('GET /api/auth/get-session HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    const answers = await text(socket)
    expect(answers.match(/^HTTP.*$/gm)).toEqual(['HTTP/1.1 413 Payload Too Large', 'HTTP/1.1 200 OK'])
  })

  it('that is nonsense is the caller’s fault', async () => {
    const { ask, failures } = await serveAda()
    const bodies = [
      '',
      '{',
      'null',
      '1',
      '"x"',
      '[]',
      '{}',
      '\0',
      `${'['.repeat(30_000)}`,
      '{"__proto__":{}}',
    ]
    bodies.push('{"email":{"$ne":""},"password":["x"]}', '{"email":"\\ud800@x.org","password":"\\u0000"}')
    for (const path of ['/sign-in/email', '/set-up', '/change-password', '/revoke-session'])
      for (const body of bodies) {
        const { status, text } = await ask(path, { body, headers: JSON_BODY })
        expect([path, body.slice(0, 20), status >= 400 && status < 500]).toEqual([
          path,
          body.slice(0, 20),
          true,
        ])
        expect(text).not.toMatch(/ at .*:\d+:\d+|node_modules/)
      }
    expect(failures).toEqual([])
  })
})

describe('what better-auth reports', () => {
  it('holds no password, token or cookie, nor anything else that a caller sent', async () => {
    const { ask, signIn, warned, auth } = await serveAda()
    const { cookie } = await signIn(ADA)
    const canary = 'canary-4f1c9a'
    await signIn(ADA, `${canary} password`)
    await signIn(`${canary}@example.com`, `${canary} password`)
    await signIn(ADA, PASSWORD, { origin: `https://${canary}.example` })
    const body = { email: ADA, password: PASSWORD, callbackURL: `https://${canary}.example/` }
    await ask('/sign-in/email', { body })
    await ask('/set-up', { body: { token: canary, name: 'Eve', email: 'e@example.com', password: PASSWORD } })
    await ask(`/get-session?token=${canary}`, { headers: { cookie: `isola.session_token=${canary}.x` } })
    await ask('/sign-out', { body: {}, headers: { cookie } })
    expect(warned.length).toBeGreaterThan(2)
    const said = warned.join('\n')
    for (const secret of [canary, PASSWORD, auth.setUp.token, cookie.split('=')[1] ?? '-'])
      expect(said).not.toContain(secret)
  })
})
