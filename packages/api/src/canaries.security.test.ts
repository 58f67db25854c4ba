/** Secrets that are planted, and then looked for wherever the API says something that not only their owner reads. */
import { inspect } from 'node:util'
import type { Store } from '@isola/store'
import { describe, expect, it } from 'vitest'
import { API_PATH } from './http/api-handler.ts'
import { PASSWORD, signedIn, signIn } from './testing/people.ts'
import { rawRequest, requestText } from './testing/raw-request.ts'
import { bearer, SETTER_UP, serve } from './testing/serve.ts'

const held = { runtime: 'node', hold: true } as const
const CANARY = 'canary-6f1d9c'

describe('a secret', () => {
  it('is in no error answer and in no message of a failure, whatever is done with it', async () => {
    const broken = () => Promise.reject(new Error('The disk is gone'))
    const served = await serve({
      wrap: (store): Store => ({ ...store, getWorkloadStats: broken, createWorkload: broken }),
    })
    const { key, id } = await served.key('admin')
    const { cookie, email } = await signedIn(served, 'admin')
    const token = /session_token=([^;]+)/.exec(cookie)?.[1] ?? ''
    const secrets = [key, token, decodeURIComponent(token), PASSWORD, CANARY, served.auth.setUp.token]
    const said: string[] = []
    const say = async (path: string, headers: Record<string, string>, body?: unknown) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }
      const response = await fetch(served.url + path, body === undefined ? { headers } : init)
      said.push(await response.text(), inspect([...response.headers]))
      expect([path, response.ok]).toEqual([path, false])
    }
    const browser = { cookie, origin: served.url }
    for (const headers of [bearer(key), browser]) {
      await say(`${API_PATH}stats.summary`, headers)
      await say(`${API_PATH}workload.create`, headers, {
        ...held,
        idempotencyKey: CANARY,
        code: CANARY,
        input: CANARY,
      })
      await say(`${API_PATH}workload.create`, headers, {
        ...held,
        idempotencyKey: [CANARY],
        labels: { a: [CANARY] },
      })
      await say(`${API_PATH}admin.users.create`, headers, {
        name: 'x',
        email: CANARY,
        password: CANARY,
        role: CANARY,
      })
      await say(`${API_PATH}admin.users.update`, headers, { id: 'nobody', password: PASSWORD })
      await say(`${API_PATH}admin.keys.revoke`, headers, { id: key })
      await say(`${API_PATH}workload.get`, headers)
    }
    await say(`${API_PATH}stats.summary`, bearer(`${key}x`))
    await say(`${API_PATH}stats.summary`, { authorization: `Basic ${key}` })
    await say(`${API_PATH}stats.summary`, { cookie, origin: 'https://elsewhere.example' })
    const wrong = { email, password: `${CANARY} and more` }
    await say('/api/auth/sign-in/email', { origin: served.url }, wrong)
    await say('/api/auth/sign-in/email', { origin: served.url }, { email: CANARY, password: PASSWORD })
    await say(
      '/api/auth/set-up',
      { origin: served.url },
      { token: CANARY, name: 'x', email, password: PASSWORD },
    )
    await served.auth.keys.revoke(id, SETTER_UP)
    await say(`${API_PATH}stats.summary`, bearer(key))
    expect(served.failures.length).toBeGreaterThanOrEqual(4)
    for (const { error, ...failure } of served.failures) {
      said.push(inspect(failure), error instanceof Error ? `${error.message}${error.stack}` : inspect(error))
    }
    for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([])
  })

  it('that is malformed JSON is not repeated', async () => {
    const served = await serve()
    const { key } = await served.key('admin')
    const headers = { ...bearer(key), 'content-type': 'application/json' }
    for (const body of [
      `${CANARY}`,
      `{"password":"${CANARY}"`,
      `{"password":"x" ${CANARY}`,
      `{"password":${CANARY}}`,
    ]) {
      const raw = requestText('POST', `${API_PATH}admin.users.create`, headers, body)
      const { status, text } = await rawRequest(served.url, [raw])
      expect([status, text.includes('canary')]).toEqual([400, false])
    }
  })

  it('is shown once, and in no list, event or trail', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const made = await admin.call('admin.keys.create', { name: 'ci', role: 'viewer' })
    const { key } = made.data as { key: string }
    const password = `${CANARY} is long enough`
    await admin.call('admin.users.create', { name: 'V', email: 'v@example.org', password, role: 'viewer' })
    await admin.call('admin.users.update', { id: 'nobody', password })
    const { id } = (await admin.call('workload.create', { ...held, idempotencyKey: CANARY })).data as {
      id: string
    }
    expect((await signIn(served.url, 'v@example.org', password)).status).toBe(200)
    const everything = await Promise.all([
      admin.call('admin.keys.list'),
      admin.call('admin.users.list'),
      admin.call('admin.audit.list'),
      admin.call('workload.get', { id }),
      admin.call('workload.list'),
      admin.call('workload.events', { id }),
      admin.call('workload.changes', { lastEventId: '0' }),
      served.wire(bearer(key)).call('system.info'),
    ])
    const text = JSON.stringify(everything.map(({ data, error }) => [data, error]))
    for (const secret of [key, key.slice(12), CANARY]) expect(text).not.toContain(secret)
  })
})
