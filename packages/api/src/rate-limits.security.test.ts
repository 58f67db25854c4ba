import type { KeyRole } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { type Answer, outcomeOf, refusalIn } from './testing/answer.ts'
import { PASSWORD, signedIn, signIn } from './testing/people.ts'
import { bearer, SETTER_UP, type Served, serve } from './testing/serve.ts'

/** Ten sign-ins and 120 requests without credentials a minute, of one address. */
const SIGN_INS = 10
const ANONYMOUS = 120

const times = <Value>(count: number, make: (i: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)))

function tally(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** Every header that some proxy somewhere says a client’s address in. */
const claims = (i: number): Record<string, string> => ({
  'x-forwarded-for': `203.0.113.${i}`,
  forwarded: `for=203.0.113.${i}`,
  'x-real-ip': `203.0.113.${i}`,
  'x-client-ip': `203.0.113.${i}`,
  'cf-connecting-ip': `203.0.113.${i}`,
  'true-client-ip': `203.0.113.${i}`,
  'x-isola-client-address': `203.0.113.${i}`,
})

describe('guessing a password', () => {
  const guess = ({ url }: Served, i: number, headers: Record<string, string> = {}) =>
    signIn(url, 'a.admin@example.org', `a wrong password ${i}`, headers)

  it('is held up after ten times, also with the right one, and says for how long', async () => {
    const served = await serve()
    await served.auth.users.create(
      { name: 'A', email: 'a.admin@example.org', password: PASSWORD, role: 'admin' },
      SETTER_UP,
    )
    expect(tally(await times(SIGN_INS, (i) => guess(served, i)))).toEqual({ 401: SIGN_INS })
    const refused = await signIn(served.url, 'a.admin@example.org')
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([429, []])
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
  })

  it('is counted whatever headers, cases and detours are tried', async () => {
    const served = await serve()
    await times(SIGN_INS, (i) => guess(served, i))
    for (let i = 0; i < 5; i++) expect((await guess(served, i, claims(i))).status).toBe(429)
    for (const path of ['/api/auth/sign-in/email?x=1', '/api/auth/sign-in/email?']) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
      expect([path, (await fetch(served.url + path, init)).status]).toEqual([path, 429])
    }
    for (const path of [
      '/api/auth//sign-in/email',
      '/api/auth/sign-in/email/',
      '/api/auth/Sign-In/email',
      '/api/auth/sign-in%2Femail',
    ]) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
      expect([path, (await fetch(served.url + path, init)).status]).toEqual([path, 404])
    }
  })

  it('is counted by what a proxy of ours says of its client, and by nothing that the client said to it', async () => {
    const served = await serve({ trustedProxies: ['loopback'] })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    expect(tally(await times(SIGN_INS, (i) => guess(served, i, from(`10.9.8.${i}, 192.0.2.1`))))).toEqual({
      401: SIGN_INS,
    })
    expect((await guess(served, 11, from('10.0.0.1, 192.0.2.1'))).status).toBe(429)
    expect((await guess(served, 12, { ...claims(7), ...from('192.0.2.1') })).status).toBe(429)
    expect((await guess(served, 13, from('192.0.2.2'))).status).toBe(401)
  })
})

describe('requests without credentials', () => {
  const expectHeld = (answer: Answer) => {
    expect(refusalIn(answer)).toEqual({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }

  it('are held up after 120 of one address, whatever it claims', async () => {
    const served = await serve()
    const answers = await times(ANONYMOUS, () => served.wire().call('system.info'))
    expect(tally(answers)).toEqual({ 200: ANONYMOUS })
    for (let i = 0; i < 5; i++) expectHeld(await served.wire(claims(i)).call('system.info'))
    expectHeld(await served.wire().call('workload.list'))
    // Those who have signed in come from the same address, and are not held up by it.
    expect(outcomeOf(await (await served.as('viewer')).call('workload.list'))).toBe('200')
  })

  it('are held up when they guess at keys and sessions, with a new one each time', async () => {
    const served = await serve()
    const guesses = [
      (i: number) => bearer(`isk_${String(i).padStart(43, '0')}`),
      (i: number) => ({ cookie: `isola.session_token=${i}.${'x'.repeat(43)}`, origin: served.url }),
      (i: number) => ({ authorization: `Basic ${i}` }),
    ]
    await times(ANONYMOUS, (i) => served.wire(guesses[i % 3]?.(i)).call('workload.list'))
    for (const headers of guesses) expectHeld(await served.wire(headers(999)).call('workload.list'))
  })

  it('of different clients of a proxy of ours are counted apart', async () => {
    const served = await serve({ trustedProxies: ['loopback'] })
    const wire = (address: string) => served.wire({ 'x-forwarded-for': address })
    await times(ANONYMOUS, () => wire('192.0.2.1').call('system.info'))
    expectHeld(await wire('192.0.2.1').call('system.info'))
    expect(outcomeOf(await wire('192.0.2.2').call('system.info'))).toBe('200')
  })
})

describe('those who have signed in', () => {
  const RATE = 5

  it('may ask as often as they like where no rate is set', async () => {
    const viewer = await (await serve()).as('viewer')
    expect(tally(await times(2 * ANONYMOUS, () => viewer.call('system.info')))).toEqual({
      200: 2 * ANONYMOUS,
    })
  })

  it('are held up at the rate that is set, each on their own, with whatever headers', async () => {
    const served = await serve({ rateLimit: RATE })
    const [one, other] = [await served.as('operator'), await served.as('admin')]
    expect(tally(await times(RATE, () => one.call('workload.list')))).toEqual({ 200: RATE })
    const refused = await one.saying(claims(1)).call('workload.list')
    expect([refused.status, refusalIn(refused).code]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(outcomeOf(await other.call('workload.list'))).toBe('200')
  })

  it('are one person in however many browsers', async () => {
    const served = await serve({ rateLimit: RATE })
    const { wire, email } = await signedIn(served, 'viewer')
    const second = (await signIn(served.url, email)).headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    await times(RATE, () => wire.call('workload.list'))
    const elsewhere = served.wire({ cookie: second, origin: served.url })
    expect(outcomeOf(await elsewhere.call('workload.list'))).toBe('429 RATE_LIMITED')
  })

  it.each<[KeyRole, number]>([
    ['viewer', 429],
    ['admin', 429],
    ['runner', 200],
  ])('as a %s get %d beyond it: runners are never held up', async (role, status) => {
    const served = await serve({ rateLimit: RATE })
    const wire = await served.as(role)
    const answers = await times(3 * RATE, () => wire.call('system.backends'))
    expect(tally(answers)).toEqual(status === 200 ? { 200: 3 * RATE } : { 200: RATE, 429: 2 * RATE })
  })
})
