import { describe, expect, it } from 'vitest'
import { type Answer, ask, bearer } from './testing/ask.ts'
import { BOOTSTRAP_KEY, type SpawnedServer, spawnServer } from './testing/spawn-server.ts'

/** Pages and calls without credentials, a minute, of one address. */
const ANONYMOUS = 120

/** So many requests one after the other, and how often each status was answered. */
async function tally(
  count: number,
  request: (n: number) => Promise<Answer>,
): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (let n = 0; n < count; n++) {
    const { status } = await request(n)
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

const start = (env: Record<string, string> = {}) =>
  spawnServer({ env: { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY, ...env } })

/** 503 where the dashboard is not built. */
const statusOfPage = async ({ url }: SpawnedServer): Promise<number> =>
  (await ask(url, '/sign-in', { headers: bearer(BOOTSTRAP_KEY) })).status

/** With a session; what a browser would send with it. */
async function signedIn({ url, setUpToken: token }: SpawnedServer) {
  const body = { token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
  const { headers } = await ask(url, '/api/auth/set-up', { body, headers: { origin: url } })
  const cookie = headers['set-cookie']?.map((one) => one.split(';', 1)[0]).join('; ') ?? ''
  return { cookie }
}

describe('pages without credentials', () => {
  it('are counted together with calls, and refused in plain text before any is made', async () => {
    const server = await start()
    const { url } = server
    const half = ANONYMOUS / 2
    await tally(half, () => ask(url, '/sign-in'))
    expect(await tally(half, () => ask(url, '/api/trpc/system.info'))).toEqual({ 200: half })
    const refused = await ask(url, '/sign-in')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(refused.headers['cache-control']).toBe('no-store')
    for (const path of ['/', '/workloads', '/favicon.ico', '/nothing-here', '/sign-in?x=1'])
      expect([path, (await ask(url, path)).status]).toEqual([path, 429])
    // A signed-in user is not limited by other callers on the same address.
    expect(await statusOfPage(server)).not.toBe(429)
    for (const path of ['/healthz', '/readyz', '/metrics', '/_next/static/none'])
      expect([path, (await ask(url, path)).status]).not.toEqual([path, 429])
  })

  it('are those of a cookie that opens no session too', async () => {
    const { url } = await start()
    const cookie = (n: number) => ({ cookie: `isola.session_token=${n}.${'x'.repeat(43)}` })
    const counts = await tally(ANONYMOUS + 5, (n) => ask(url, '/workloads', { headers: cookie(n) }))
    expect(counts[429]).toBe(5)
  })
})

describe('a page with a wrong key', () => {
  it('is 401 at once, counted like guessing, and no failure of ours', async () => {
    const { url, out } = await start()
    const key = (n: number) => ({ headers: bearer(`isk_${String(n).padStart(43, '0')}`) })
    const first = await ask(url, '/workloads', key(0))
    expect([first.status, first.headers['content-type']]).toEqual([401, 'text/plain; charset=utf-8'])
    expect(await tally(ANONYMOUS + 4, (n) => ask(url, '/workloads', key(n + 1)))).toEqual({
      401: ANONYMOUS - 1,
      429: 5,
    })
    expect(out()).not.toMatch(/"level":50/)
  })
})

describe('a page with a header that is for a proxy', () => {
  it('is what its cookie makes it, or an anonymous one', async () => {
    const server = await start({ ISOLA_RATE_LIMIT: '2' })
    const { url } = server
    const page = await statusOfPage(server)
    const proxied = { authorization: 'Basic eDp5' }
    expect((await ask(url, '/sign-in', { headers: proxied })).status).not.toBe(401)
    const headers = { ...proxied, ...(await signedIn(server)) }
    // Counted as this person's, of whom the limit knows: the cookie was looked at.
    expect((await tally(3, () => ask(url, '/sign-in', { headers })))[429]).toBe(1)
    expect((await ask(url, '/sign-in')).status).toBe(page === 503 ? 503 : 200)
  })
})

describe('pages of somebody who has signed in', () => {
  it('count towards ISOLA_RATE_LIMIT, together with their calls', async () => {
    const server = await start({ ISOLA_RATE_LIMIT: '4' })
    const headers = await signedIn(server)
    const asks = ['/sign-in', '/api/trpc/system.info', '/sign-in', '/api/trpc/system.info', '/sign-in']
    const statuses: number[] = []
    for (const path of asks) statuses.push((await ask(server.url, path, { headers })).status)
    expect(statuses.map((status) => status === 429)).toEqual([false, false, false, false, true])
  })

  it('are let in from a link on another site, which procedures are not', async () => {
    const server = await start()
    const headers = { ...(await signedIn(server)), 'sec-fetch-site': 'cross-site' }
    expect((await ask(server.url, '/sign-in', { headers })).status).not.toBe(403)
    expect((await ask(server.url, '/api/trpc/system.info', { headers })).status).toBe(403)
  })
})
