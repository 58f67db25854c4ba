/** What another site can make a person's browser send: their cookie comes along, and nothing is done. */
import { describe, expect, it } from 'vitest'
import { API_PATH } from './http/api-handler.ts'
import { outcomeOf } from './testing/answer.ts'
import { signedIn, signIn } from './testing/people.ts'
import { bearer, serve } from './testing/serve.ts'

const body = JSON.stringify({ runtime: 'node', hold: true })
type Content = NonNullable<RequestInit['body']>
const JSON_TYPE = { 'content-type': 'application/json' }

function multipart(): FormData {
  const form = new FormData()
  form.set('runtime', 'node')
  return form
}

async function aPerson() {
  const served = await serve()
  const person = await signedIn(served, 'admin')
  const send = async (path: string, init: RequestInit) => {
    const response = await fetch(`${served.url}${API_PATH}${path}`, init)
    const text = await response.text()
    return { status: response.status, code: /"isola":\{"code":"(\w+)"/.exec(text)?.[1], text }
  }
  const post = (headers: Record<string, string>, content: Content = body) =>
    send('workload.create', { method: 'POST', headers: { cookie: person.cookie, ...headers }, body: content })
  const made = async () => (await served.store.getWorkloadStats()).total
  return { served, person, send, post, made }
}

describe('with a person’s cookie', () => {
  it('our own pages may', async () => {
    const { served, send, post, person, made } = await aPerson()
    expect((await post({ ...JSON_TYPE, origin: served.url })).status).toBe(200)
    expect(await made()).toBe(1)
    const { cookie } = person
    for (const headers of [
      {},
      { origin: served.url },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect((await send('workload.list', { headers: { cookie, ...headers } })).status).toBe(200)
    }
  })

  it.each([
    'https://elsewhere.example',
    'null',
    '',
    'http://127.0.0.1',
    'http://localhost.elsewhere.example',
    'HTTP://127.0.0.1:1',
  ])('the origin %j may neither change nor read', async (origin) => {
    const { send, post, person, made } = await aPerson()
    expect(await post({ ...JSON_TYPE, origin })).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    const headers = { cookie: person.cookie, origin }
    expect(await send('workload.list', { headers })).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    const stream = await send('workload.changes', { headers })
    expect(stream.code).toBe('FORBIDDEN')
    expect(await made()).toBe(0)
  })

  it('an origin that only begins or ends like ours may not', async () => {
    const { served, post, made } = await aPerson()
    for (const origin of [
      `${served.url}.elsewhere.example`,
      `${served.url}0`,
      `https${served.url.slice(4)}`,
      `${served.url}/`,
    ]) {
      expect((await post({ ...JSON_TYPE, origin })).status).toBe(403)
    }
    expect(await made()).toBe(0)
  })

  it('a request that says nothing of its origin may not change, nor read when it comes from another site', async () => {
    const { send, post, person, made } = await aPerson()
    expect((await post(JSON_TYPE)).status).toBe(403)
    for (const site of ['cross-site', 'same-site', 'anything']) {
      const headers = { cookie: person.cookie, 'sec-fetch-site': site }
      expect((await send('workload.list', { headers })).status).toBe(403)
    }
    expect(await made()).toBe(0)
  })

  it.each<[string, Record<string, string>, () => Content]>([
    ['text/plain', { 'content-type': 'text/plain' }, () => body],
    ['text/plain that smuggles', { 'content-type': 'text/plain; application/json' }, () => body],
    [
      'a form',
      { 'content-type': 'application/x-www-form-urlencoded' },
      () => new URLSearchParams({ [body]: '' }).toString(),
    ],
    ['a multipart form', {}, multipart],
    ['bytes', { 'content-type': 'application/octet-stream' }, () => body],
    ['no type at all', { 'content-type': '' }, () => body],
    ['a type that only begins so', { 'content-type': 'application/jsonx' }, () => body],
  ])('%s is no JSON: 415, from our own pages too', async (_, headers, content) => {
    const { served, post, made } = await aPerson()
    for (const origin of [served.url, 'https://elsewhere.example']) {
      expect((await post({ origin, ...headers }, content())).status).toBe(415)
    }
    expect(await made()).toBe(0)
  })

  it('a GET changes nothing, whatever it says', async () => {
    const { send, person, made } = await aPerson()
    const input = `input=${encodeURIComponent(body)}`
    for (const path of [
      `workload.create?${input}`,
      `workload.create?batch=1&input=${encodeURIComponent(`{"0":${body}}`)}`,
    ]) {
      const answer = await send(path, {
        headers: { cookie: person.cookie, 'x-http-method-override': 'POST' },
      })
      expect([answer.status, answer.code]).toEqual([405, 'INVALID_INPUT'])
    }
    expect(await made()).toBe(0)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'a %s is refused, and no other origin is invited',
    async (method) => {
      const { served, person } = await aPerson()
      const origin = 'https://elsewhere.example'
      const headers = { cookie: person.cookie, origin, 'access-control-request-method': 'POST' }
      const answer = await fetch(`${served.url}${API_PATH}workload.create`, { method, headers })
      expect(answer.status).toBe(405)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    },
  )

  it('no other site may sign a person in or out', async () => {
    const { served, person } = await aPerson()
    const origin = 'https://elsewhere.example'
    const attack = await signIn(served.url, person.email, undefined, { origin })
    expect([attack.status, attack.headers.getSetCookie()]).toEqual([403, []])
    const headers = { cookie: person.cookie, origin, ...JSON_TYPE }
    const signOut = await fetch(`${served.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
    expect(signOut.status).toBe(403)
    expect((await person.wire.call('workload.list')).status).toBe(200)
  })
})

describe('with a key, which no site can make a browser send', () => {
  it('the origin says nothing', async () => {
    const served = await serve()
    const { key } = await served.key('admin')
    for (const origin of ['https://elsewhere.example', 'null', served.url]) {
      const wire = served.wire({ ...bearer(key), origin })
      expect((await wire.call('workload.create', { runtime: 'node', hold: true })).status).toBe(200)
    }
  })

  it('a bad key is not made good by the cookie beside it', async () => {
    const { served, person } = await aPerson()
    const wire = served.wire({
      cookie: person.cookie,
      origin: 'https://elsewhere.example',
      ...bearer(`isk_${'x'.repeat(43)}`),
    })
    expect((await wire.call('workload.list')).status).toBe(401)
  })
})

describe('with a header that is for a proxy', () => {
  it('a cookie counts, from our own pages alone', async () => {
    const served = await serve()
    const { cookie } = await signedIn(served, 'operator')
    const call = (origin: string) =>
      served.wire({ authorization: 'Basic eDp5', cookie, origin }).call('workload.list')
    expect(outcomeOf(await call(served.url))).toBe('200')
    expect(outcomeOf(await call('https://elsewhere.example'))).toBe('403 FORBIDDEN')
  })

  it('and nothing else, a caller is anonymous', async () => {
    const proxied = (await serve()).wire({ authorization: 'Basic eDp5' })
    expect(outcomeOf(await proxied.call('system.info'))).toBe('200')
    expect(outcomeOf(await proxied.call('workload.list'))).toBe('401 UNAUTHENTICATED')
  })
})
