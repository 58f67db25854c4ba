import { describe, expect, it } from 'vitest'
import { ask, bearer } from './testing/ask.ts'
import { BOOTSTRAP_KEY, serverOfThisFile, spawnServer } from './testing/spawn-server.ts'

const server = serverOfThisFile({ ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY })

/** One of each kind of answer; pages are looked at in a browser, where there is one. */
const ROUTES: [path: string, status: number][] = [
  ['/healthz', 200],
  ['/readyz', 200],
  ['/metrics', 200],
  ['/api/trpc/system.info', 200],
  ['/api/trpc/no.such', 404],
  ['/api/trpc/workload.list', 401],
  ['/api/auth/get-session', 200],
  ['/api/auth/no-such', 404],
  ['/api/no-such', 404],
]

const HARDENED_PAGE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
}
const HARDENED = {
  ...HARDENED_PAGE,
  'cache-control': 'no-store',
  'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
}

describe('every answer', () => {
  it('has what keeps browsers from misusing it, and an id of its own', async () => {
    const ids = new Set<unknown>()
    for (const [path, status] of ROUTES) {
      const answer = await ask(server().url, path)
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.headers).toMatchObject(HARDENED)
      expect(answer.headers).not.toHaveProperty('strict-transport-security')
      expect(answer.headers).not.toHaveProperty('x-powered-by')
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      ids.add(answer.headers['x-request-id'])
    }
    expect(ids.size).toBe(ROUTES.length)
  })

  it('takes no id from outside', async () => {
    const headers = { 'x-request-id': 'mine' }
    expect((await ask(server().url, '/healthz', { headers })).headers['x-request-id']).not.toBe('mine')
  })

  it('keeps browsers on https where people come by https, and so do cookies', async () => {
    const env = { ISOLA_PUBLIC_URL: 'https://isola.example.com' }
    const { out, url, setUpToken: token } = await spawnServer({ env })
    expect(url).toBe('https://isola.example.com')
    const { port } = JSON.parse(out().split('\n', 1)[0] ?? '')
    const here = `http://127.0.0.1:${port}`
    const body = { token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
    const { headers } = await ask(here, '/api/auth/set-up', { body, headers: { origin: url } })
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    const [cookie = ''] = headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^__Secure-isola.*; Secure/)
    const [pair = ''] = cookie.split(';')
    const who = { headers: { cookie: pair, origin: url } }
    expect((await ask(here, '/api/trpc/system.info', who)).text).toContain('"name":"Ada"')
    const wrong = { headers: { cookie: pair, origin: here } }
    expect((await ask(here, '/api/trpc/system.info', wrong)).status).toBe(403)
  })

  it('asks for a method that there is', async () => {
    const { url } = server()
    const unknown = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND']
    for (const [path] of ROUTES)
      for (const method of path.startsWith('/api') ? unknown : [...unknown, 'POST']) {
        const { status, headers } = await ask(url, path, { method })
        expect([method, path, status]).toEqual([method, path, 405])
        expect(headers.allow).toBe(path.startsWith('/api') ? 'GET, HEAD, POST' : 'GET, HEAD')
        expect(headers).toMatchObject(HARDENED)
      }
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect(await ask(url, path, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})

describe('a malformed address', () => {
  it('is its sender’s mistake, with and without credentials, and no failure of ours', async () => {
    const { url, out } = server()
    const [pages, programs] = [
      ['/%', '/%zz', '/workloads/%E0%A4%A', '/settings/%c0%ae', '/_next/static/%', '/%?x=%'],
      ['/api/trpc/%', '/api/trpc/%?batch=1', '/api/auth/%', '/api/%'],
    ]
    for (const path of [...pages, ...programs])
      for (const headers of [{}, bearer(BOOTSTRAP_KEY), bearer('isk_wrong')]) {
        const { status, headers: answered } = await ask(url, path, { headers })
        expect([path, status]).toEqual([path, 400])
        expect(answered['content-type']).toMatch(programs.includes(path) ? /json/ : /text\/plain/)
      }
    for (const path of ['/workloads?text=%', '/api/trpc/workload.list?input=%E0%A4%A'])
      expect((await ask(url, path, { headers: bearer(BOOTSTRAP_KEY) })).text).not.toContain('INTERNAL')
    expect(out()).not.toMatch(/"level":50/)
  })
})

describe('the pages', () => {
  it('are held to the same, built or not', async () => {
    for (const path of ['/', '/sign-in', '/setup?token=x', '/?<script>', '/nothing-here', '/apiary']) {
      const { headers } = await ask(server().url, path)
      expect(headers).toMatchObject(HARDENED_PAGE)
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers['content-type']).toMatch(/^text\/(html|plain); charset=utf-8$/)
    }
  })
})

describe('programs', () => {
  it('read JSON where there is nothing, and no page', async () => {
    for (const path of ['/api', '/api/', '/api/no-such', '/api/trpc', '/api/auth', '/api/v1/workloads']) {
      const { status, headers, text } = await ask(server().url, path, { body: {} })
      expect([path, status, headers['content-type']]).toEqual([path, 404, 'application/json'])
      expect(JSON.parse(text)).toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('read JSON where a procedure does not exist, whatever it is called', async () => {
    const names = [
      'no.such',
      'workload',
      'workload.__proto__',
      'constructor',
      '__proto__',
      '',
      'workload.create.x',
      '%00',
    ]
    for (const name of names) {
      const answer = await ask(server().url, `/api/trpc/${name}`, { headers: bearer(BOOTSTRAP_KEY) })
      expect([name, answer.status, answer.headers['content-type']]).toEqual([name, 404, 'application/json'])
    }
  })
})

describe('probes', () => {
  it('need no credentials, are not held up, and say what is so', async () => {
    const { url } = server()
    for (let n = 0; n < 200; n++) expect((await ask(url, '/healthz')).text).toBe('{"alive":true}')
    for (let n = 0; n < 50; n++) {
      expect(await ask(url, '/readyz')).toMatchObject({ status: 200, text: '{"ready":true}' })
      expect((await ask(url, '/metrics')).status).toBe(200)
    }
  })
})
