import { isIsolaError } from '@isola/domain'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { createPerson, PASSWORD } from './testing/open-auth.ts'
import { serveAuth } from './testing/serve-auth.ts'

/** How many of the calls are let through, one after the other. */
async function passing(calls: number, call: (n: number) => Promise<void>): Promise<number> {
  let passed = 0
  for (let n = 0; n < calls; n++)
    await call(n).then(
      () => passed++,
      (error: unknown) => {
        if (!isIsolaError(error, 'RATE_LIMITED')) throw error
      },
    )
  return passed
}

describe('rate limits', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('let 10 sign-ins and 120 requests a minute through from one address, each counted by itself', async () => {
    const limits = createRateLimits(null)
    expect(await passing(15, () => limits.signIn('192.0.2.1'))).toBe(10)
    expect(await passing(130, () => limits.anonymous('192.0.2.1'))).toBe(120)
    expect(await passing(15, () => limits.signIn('192.0.2.2'))).toBe(10)
  })

  it('begin anew after a minute, and say when that is', async () => {
    vi.useFakeTimers()
    const { signIn } = createRateLimits(null)
    await passing(10, () => signIn('192.0.2.1'))
    vi.advanceTimersByTime(20_500)
    await expect(signIn('192.0.2.1')).rejects.toMatchObject({ data: { retryAfterSeconds: 40 } })
    vi.advanceTimersByTime(39_499)
    await expect(signIn('192.0.2.1')).rejects.toMatchObject({ data: { retryAfterSeconds: 1 } })
    vi.advanceTimersByTime(1)
    expect(await passing(15, () => signIn('192.0.2.1'))).toBe(10)
    vi.advanceTimersByTime(60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('count a network of IPv6 as one address: whoever has one of its addresses has them all', async () => {
    const one = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::', '2001:DB8:0001:2:3:4:5:6', '2001:db8:1:2:3::']
    const many = [
      ...['2001:db8:1:3::1', '2001:db8::1', '2001::', '::1', '::', '1::2:3:4:5:6:7', '1:0:2:4::'],
      ...['fe80::1%eth0', '192.0.2.1', '192.0.2.10', '', 'fe81::1'],
    ]
    const { signIn } = createRateLimits(null)
    expect(await passing(15, (n) => signIn(one[n % one.length] ?? ''))).toBe(10)
    for (const address of many)
      expect([address, await passing(11, () => signIn(address))]).toEqual([
        address,
        // Both are in the network of all zeros.
        address === '::' ? 0 : 10,
      ])
  })

  it('hold nobody up who is known, unless that was asked; runners never', async () => {
    const callers = [
      { kind: 'user', id: 'a', name: 'A', role: 'admin' },
      { kind: 'key', id: 'a', name: 'A', role: 'admin' },
      { kind: 'key', id: 'b', name: 'B', role: 'viewer' },
    ] as const
    const runner = { kind: 'runner', id: 'a', name: 'R', role: 'runner' } as const
    const tally = (limits: RateLimits) =>
      Promise.all([...callers, runner].map((caller) => passing(20, () => limits.authenticated(caller))))
    expect(await tally(createRateLimits(null))).toEqual([20, 20, 20, 20])
    expect(await tally(createRateLimits(7))).toEqual([7, 7, 7, 20])
  })

  it('count every call of a batch, and say of one that no minute has room for that it is too large', async () => {
    const limits = createRateLimits(70)
    const caller = { kind: 'key', id: 'a', name: 'A', role: 'viewer' } as const
    const batches = [50, 20, 1]
    expect(await passing(3, (n) => limits.authenticated(caller, batches[n]))).toBe(2)
    expect(await passing(3, () => limits.anonymous('192.0.2.1', 50))).toBe(2)
    const other = { ...caller, id: 'b' }
    await expect(limits.authenticated(other, 71)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(limits.anonymous('192.0.2.2', 121)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    // It has used up the minute: guessing is not free in large batches.
    expect(await passing(1, () => limits.authenticated(other))).toBe(0)
    await expect(limits.anonymous('192.0.2.2', 121)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })
})

describe('over HTTP', () => {
  it('the eleventh attempt within a minute is refused, right or wrong, and told when to come back', async () => {
    const { auth, signIn, ask } = await serveAuth({ limited: true })
    await createPerson(auth, 'Ada', 'admin')
    const attempts = ['/sign-in/email', '/set-up', '/change-password']
    const body = { email: 'nobody@example.com', password: 'wrong password!' }
    for (let n = 0; n < 10; n++) expect((await ask(attempts[n % 3] ?? '', { body })).status).not.toBe(429)
    const { status, headers, text } = await signIn('ada@example.com')
    expect(status).toBe(429)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(JSON.parse(text)).toMatchObject({ code: 'RATE_LIMITED' })
    expect((await ask('/get-session')).status).toBe(200)
  })

  it('no header makes another client of one, and no other spelling of the address another route', async () => {
    const { ask, auth } = await serveAuth({ limited: true })
    await createPerson(auth, 'Ada', 'admin')
    const spoofed = (n: number) => ({
      'x-forwarded-for': `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
      'x-real-ip': `203.0.113.${n}`,
      'x-isola-client-address': `203.0.113.${n}`,
      'user-agent': `browser ${n}`,
      cookie: `isola.session_token=${n}`,
      origin: 'http://localhost:4747',
    })
    const body = { email: 'ada@example.com', password: PASSWORD }
    for (let n = 0; n < 10; n++) await ask('/sign-in/email', { body, headers: spoofed(n) })
    const paths = ['/sign-in/email', '/sign-in/email?x=1', '/./sign-in/email', '/%2e/sign-in/email']
    const answers = await Promise.all(
      paths.map(async (path, n) => (await ask(path, { body, headers: spoofed(n + 20) })).status),
    )
    expect(answers).toEqual([429, 429, 404, 404])
  })

  it('what is not served is counted too', async () => {
    const { ask } = await serveAuth({ limited: true })
    const statuses: number[] = []
    for (let n = 0; n < 125; n++) statuses.push((await ask(`/nothing-${n}`)).status)
    expect(statuses).toEqual([...Array.from({ length: 120 }, () => 404), 429, 429, 429, 429, 429])
  })

  it('a trusted proxy’s clients are told apart, and what is no address is the proxy’s own', async () => {
    const { ask } = await serveAuth({ limited: true, trustedProxies: ['loopback'] })
    const attempt = async (forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await ask('/sign-in/email', { body: {}, headers })).status
    }
    for (let n = 0; n < 10; n++) expect(await attempt('198.51.100.1')).toBe(400)
    expect(await attempt('198.51.100.1')).toBe(429)
    // What a client sends itself stands before what the proxy adds.
    expect(await attempt('203.0.113.9, 198.51.100.1')).toBe(429)
    expect(await attempt('198.51.100.2')).toBe(400)
    for (let n = 0; n < 10; n++) expect(await attempt(`nonsense-${n}`)).toBe(400)
    expect(await attempt('nonsense-11')).toBe(429)
    expect(await attempt('x'.repeat(10_000))).toBe(429)
  })
})
