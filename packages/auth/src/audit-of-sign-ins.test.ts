import { describe, expect, it } from 'vitest'
import { FailedSignIns } from './failed-sign-ins.ts'
import { auditOf, createPerson, openAuthForTest, PASSWORD, SETTER_UP } from './testing/open-auth.ts'
import { type ServedAuth, serveAuth } from './testing/serve-auth.ts'

const ADDRESS = '127.0.0.1'
const NEW = 'another long password'
const DAY_MS = 24 * 3_600_000

/** Somebody with an account; failed sign-ins are counted by the clock of the database too. */
async function withAda(options: Parameters<typeof serveAuth>[0] = {}) {
  const served = await serveAuth(options)
  served.clock.ms = Date.now()
  const ada = await createPerson(served.auth, 'Ada', 'admin')
  return { ...served, ada }
}

/** What came after the first entries, in short. */
async function trailOf({ store }: ServedAuth, from = 1): Promise<unknown[]> {
  const entries = await auditOf(store)
  return entries.slice(from).map(({ action, actor, target, details }) => [action, actor.id, target, details])
}

const post = (served: ServedAuth, path: string, cookie: string, body: object = {}) =>
  served.ask(path, { body, headers: { cookie, origin: served.origins[0] ?? '' } })

describe('the audit trail', () => {
  it('has who signed in and out, and from where', async () => {
    const served = await withAda()
    const { id } = served.ada
    const { cookie } = await served.signIn('ada@example.com')
    expect((await post(served, '/sign-out', cookie)).status).toBe(200)
    expect(await trailOf(served)).toEqual([
      ['session.created', id, id, { address: ADDRESS }],
      ['session.ended', id, id, { address: ADDRESS, sessions: 1 }],
    ])
  })

  it('has the first admin’s session too', async () => {
    const served = await serveAuth()
    const body = { token: served.auth.setUp.token, name: 'Ada', email: 'ada@example.com', password: PASSWORD }
    await served.ask('/set-up', { body })
    expect((await auditOf(served.store)).map(({ action, actor }) => [action, actor.name])).toEqual([
      ['user.created', 'Isola'],
      ['session.created', 'Ada'],
    ])
  })

  it('has the session that a browser left behind by signing in again', async () => {
    const served = await withAda()
    const { cookie } = await served.signIn('ada@example.com')
    await served.signIn('ada@example.com', PASSWORD, { cookie, origin: served.origins[0] ?? '' })
    const actions = (await trailOf(served)).map((entry) => (entry as string[])[0])
    expect(actions).toEqual(['session.created', 'session.created', 'session.ended'])
  })

  it('has every session that was ended from another browser', async () => {
    const served = await withAda()
    const { id } = served.ada
    for (let n = 0; n < 2; n++) await served.signIn('ada@example.com')
    const { cookie } = await served.signIn('ada@example.com')
    await post(served, '/revoke-other-sessions', cookie)
    const other = await served.signIn('ada@example.com')
    const sessions = JSON.parse((await served.ask('/list-sessions', { headers: { cookie } })).text)
    const present = JSON.parse((await served.ask('/get-session', { headers: { cookie } })).text)
    const { token } = sessions.find((one: { id: string }) => one.id !== present.session.id)
    await post(served, '/revoke-session', cookie, { token })
    expect(other.status).toBe(200)
    const revoked = ['session.revoked', id, id, { address: ADDRESS, sessions: 1 }]
    const created = ['session.created', id, id, { address: ADDRESS }]
    expect(await trailOf(served, 4)).toEqual([revoked, revoked, created, revoked])
  })

  it('has nothing of sessions that were only read, or had expired', async () => {
    const served = await withAda()
    const { cookie } = await served.signIn('ada@example.com')
    await served.database.authSession.updateMany({ data: { expiresAt: new Date(served.clock.ms - 1) } })
    for (const path of ['/get-session', '/list-sessions']) await served.ask(path, { headers: { cookie } })
    await post(served, '/sign-out', cookie)
    expect(await trailOf(served, 2)).toEqual([])
  })

  it('has changes of one’s own password, and of no other', async () => {
    const served = await withAda()
    const { id } = served.ada
    const { cookie } = await served.signIn('ada@example.com')
    const change = (currentPassword: string) =>
      post(served, '/change-password', cookie, { currentPassword, newPassword: NEW })
    expect((await change('a wrong password')).status).toBe(400)
    expect((await change(PASSWORD)).status).toBe(200)
    expect(await trailOf(served, 2)).toEqual([['user.password_changed', id, id, { address: ADDRESS }]])
  })

  it('has the sessions that a new password ends', async () => {
    const served = await withAda()
    const { id } = served.ada
    await served.signIn('ada@example.com')
    const { cookie } = await served.signIn('ada@example.com')
    const body = { currentPassword: PASSWORD, newPassword: NEW, revokeOtherSessions: true }
    expect((await post(served, '/change-password', cookie, body)).status).toBe(200)
    expect(await trailOf(served, 3)).toEqual([
      ['user.password_changed', id, id, { address: ADDRESS }],
      ['session.revoked', id, id, { address: ADDRESS, sessions: 2 }],
      ['session.created', id, id, { address: ADDRESS }],
    ])
  })

  it('has what cannot be put on record not happen', async () => {
    const served = await withAda()
    const { cookie } = await served.signIn('ada@example.com')
    const { client } = served.database as unknown as {
      client: { $executeRawUnsafe(sql: string): Promise<void> }
    }
    await client.$executeRawUnsafe(
      `CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    )
    await served.signIn('ada@example.com')
    const body = { currentPassword: PASSWORD, newPassword: NEW, revokeOtherSessions: true }
    await post(served, '/change-password', cookie, body)
    await post(served, '/sign-out', cookie)
    expect(await served.database.authSession.count()).toBe(1)
    await client.$executeRawUnsafe('DROP TRIGGER full')
    expect((await served.signIn('ada@example.com')).status).toBe(200)
  })
})

describe('failed sign-ins', () => {
  const failuresOf = async (served: ServedAuth) =>
    (await auditOf(served.store))
      .filter(({ action }) => action === 'sign_in.failed')
      .map(({ details }) => details)

  it('are counted in one entry for each address and minute, which names the accounts that exist', async () => {
    const served = await withAda({ trustedProxies: ['loopback'] })
    const { email } = served.ada
    const bert = await createPerson(served.auth, 'Bert', 'viewer')
    const guess = (as: string, from: string) =>
      served.signIn(as, 'a wrong password', { 'x-forwarded-for': from })
    await Promise.all(Array.from({ length: 5 }, () => guess('ADA@example.com', '192.0.2.1')))
    await guess(email, '192.0.2.2')
    await guess('my secret password', '192.0.2.2')
    await guess('nobody@example.com', '192.0.2.3')
    await guess('somebody@example.com', '192.0.2.3')
    await guess(bert.email, '192.0.2.3')
    await guess(email, '192.0.2.3')
    await guess(bert.email, '192.0.2.3')
    const expected = [
      { address: '192.0.2.1', count: 5, emails: [email] },
      { address: '192.0.2.2', count: 1, emails: [email] },
      { address: '192.0.2.3', count: 5, emails: [bert.email, email] },
    ]
    expect(await failuresOf(served)).toEqual(expected)
    served.clock.ms += 60_000
    await guess(email, '192.0.2.1')
    expect(await failuresOf(served)).toEqual([
      ...expected,
      { address: '192.0.2.1', count: 1, emails: [email] },
    ])
  })

  it('of somebody who is disabled are among them', async () => {
    const served = await withAda()
    const bert = await createPerson(served.auth, 'Bert', 'viewer')
    await served.auth.users.update({ id: bert.id, disabled: true }, SETTER_UP)
    expect((await served.signIn(bert.email)).status).toBe(403)
    expect(await failuresOf(served)).toEqual([{ address: ADDRESS, count: 1, emails: [bert.email] }])
  })

  it('are refused all the same where they cannot be put on record', async () => {
    const served = await withAda()
    const { client } = served.database as unknown as {
      client: { $executeRawUnsafe(sql: string): Promise<void> }
    }
    await client.$executeRawUnsafe(
      `CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    )
    expect((await served.signIn('ada@example.com', 'a wrong password')).status).toBe(401)
    expect(served.warned.at(-1)).toMatch(/^a failed sign-in is not on record/)
  })

  it('add at most a hundred entries a minute, the last of which counts all other addresses', async () => {
    const { context, store, clock, warned } = await openAuthForTest()
    clock.ms = Date.now()
    const failed = new FailedSignIns(context, (message) => void warned.push(message))
    for (let n = 0; n < 130; n++) await failed.note(`192.0.2.${n}`, 'nobody@example.com')
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => failed.note(`198.51.100.${n}`, 'nobody@example.com')),
    )
    await failed.note('192.0.2.7', 'nobody@example.com')
    const details = (await auditOf(store)).map((entry) => entry.details)
    expect(details).toHaveLength(100)
    expect(details[7]).toEqual({ address: '192.0.2.7', count: 2, emails: [] })
    expect(details[99]).toEqual({ address: null, count: 51, emails: [] })
    expect(warned).toEqual([])
  })

  it('are removed after 90 days, and nothing else is', async () => {
    const served = await withAda()
    await served.signIn('ada@example.com', 'a wrong password')
    const now = served.clock.ms
    // One of them has been that old for a millisecond.
    for (const age of [91 * DAY_MS, 90 * DAY_MS + 1]) {
      served.clock.ms = now - age
      await served.signIn('ada@example.com', 'a wrong password')
    }
    await served.signIn('ada@example.com')
    served.clock.ms = now
    expect(await served.auth.removeOldFailures()).toBe(2)
    expect(await served.auth.removeOldFailures()).toBe(0)
    expect((await auditOf(served.store)).map(({ action }) => action)).toEqual([
      'user.created',
      'sign_in.failed',
      'session.created',
    ])
  })
})
