/** Requests that are too much: refused, with a bounded amount of memory, and without anything having been done. */
import { connect } from 'node:net'
import { LIMITS } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { API_PATH } from './http/api-handler.ts'
import { outcomeOf } from './testing/answer.ts'
import { rawRequest, requestText } from './testing/raw-request.ts'
import { bearer, type Served, serve } from './testing/serve.ts'

const CREATE = `${API_PATH}workload.create`
const json = (key: string) => ({ ...bearer(key), 'content-type': 'application/json' })
const MiB = 1024 * 1024

async function asAdmin() {
  const served = await serve()
  const { key } = await served.key('admin')
  return { served, key, wire: served.wire(bearer(key)) }
}

async function expectUntouched({ store, failures, wire }: Served, key: string): Promise<void> {
  expect(await store.getLatestSeq()).toBe(0)
  expect(failures).toEqual([])
  expect(outcomeOf(await wire(bearer(key)).call('system.info'))).toBe('200')
}

describe('a batch', () => {
  it.each([LIMITS.batchCalls + 1, 1_000])('of %d calls is refused with 400', async (count) => {
    const { served, key } = await asAdmin()
    const target = `${API_PATH}${Array(count).fill('workload.create').join(',')}?batch=1`
    const inputs = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [i, { runtime: 'node', hold: true }]),
    )
    const answer = await rawRequest(served.url, [
      requestText('POST', target, json(key), JSON.stringify(inputs)),
    ])
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('INVALID_INPUT')])
    await expectUntouched(served, key)
  })

  it('of 10,000 does not even fit a request line', async () => {
    const { served, key } = await asAdmin()
    const target = `${API_PATH}${Array(10_000).fill('system.info').join(',')}?batch=1`
    expect((await rawRequest(served.url, [requestText('GET', target, bearer(key), null)])).status).toBe(431)
    await expectUntouched(served, key)
  })

  it('with inputs for calls that it has not ignores them', async () => {
    const { served, wire } = await asAdmin()
    const inputs = encodeURIComponent('{"0":{},"1":{"x":1},"4294967295":{},"__proto__":{"x":1}}')
    const answer = await wire.call(`system.info?batch=0&input=${encodeURIComponent('{}')}`)
    expect(outcomeOf(answer)).toBe('200')
    const batch = await fetch(`${served.url}${API_PATH}system.info?batch=1&input=${inputs}`)
    expect(await batch.json()).toHaveLength(1)
  })
})

describe('JSON 100,000 levels deep', () => {
  const deep = { arrays: ['[', ']'], objects: ['{"a":', '}'] } as const

  it.each(Object.entries(deep))('is refused with 400: %s', async (_, [open, close]) => {
    const { served, key } = await asAdmin()
    const value = `${open.repeat(100_000)}0${close.repeat(100_000)}`
    for (const body of [
      value,
      `{"runtime":"node","hold":true,"input":${value}}`,
      `{"runtime":"node","hold":true,"labels":${value}}`,
      `{"runtime":${value},"hold":true}`,
      `{"0":${value}}`,
    ]) {
      const answer = await rawRequest(served.url, [requestText('POST', CREATE, json(key), body)])
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('INVALID_INPUT')])
    }
    await expectUntouched(served, key)
  })
})

describe('a body of 50 MB', () => {
  const SIZE = 50_000_000
  const CHUNK = Buffer.alloc(MiB, ' ')
  // As programs do: where the connection is to be closed, the reset of what was still being sent can overtake the answer.
  const OPEN = { 'content-type': 'application/json', connection: 'keep-alive' }
  const head = (key: string, length: Record<string, string>) =>
    requestText('POST', CREATE, { ...bearer(key), ...OPEN, ...length }, null)

  function* whole(key: string): Generator<string | Buffer> {
    yield head(key, { 'content-length': String(SIZE) })
    for (let sent = 0; sent < SIZE; sent += CHUNK.length) yield CHUNK.subarray(0, SIZE - sent)
  }
  function* chunked(key: string): Generator<string | Buffer> {
    yield head(key, { 'transfer-encoding': 'chunked' })
    for (let sent = 0; sent < SIZE; sent += CHUNK.length) {
      yield `${CHUNK.length.toString(16)}\r\n`
      yield CHUNK
      yield '\r\n'
    }
    yield '0\r\n\r\n'
  }

  it.each([
    ['that says so', whole],
    ['in chunks that say nothing', chunked],
  ])('%s is refused with 413, however many come at once', async (_, partsOf) => {
    const { served, key } = await asAdmin()
    const before = process.memoryUsage().rss
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => rawRequest(served.url, partsOf(key))))
      for (const { status, text } of answers) {
        expect([status, text]).toEqual([413, expect.stringContaining('PAYLOAD_TOO_LARGE')])
      }
    }
    // Twelve of them are 600 MB; four at once may each be read up to the limit.
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MiB)
    await expectUntouched(served, key)
  })

  it('of those who have not signed in is refused for that, unread', async () => {
    const { served, key } = await asAdmin()
    const parts = requestText('POST', CREATE, { ...OPEN, 'content-length': String(SIZE) }, null)
    const answer = await rawRequest(served.url, [parts, ...Array<Buffer>(48).fill(CHUNK)])
    expect(answer.status).toBe(401)
    await expectUntouched(served, key)
  })
})

describe('a body', () => {
  const post = (url: string, headers: Record<string, string>, body: Buffer) =>
    rawRequest(url, [
      requestText('POST', CREATE, { ...headers, 'content-length': String(body.length) }, null),
      body,
    ])
  const named = (name: Buffer) =>
    Buffer.concat([Buffer.from('{"runtime":"node","hold":true,"name":"'), name, Buffer.from('"}')])

  it.each([
    ['a lone byte', [0xff]],
    ['a cut sequence', [0xc3]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0x62, 0xe4, 0x64]],
  ])('that is not UTF-8 is refused with 400, and nothing else is stored for it: %s', async (_, bytes) => {
    const { served, key } = await asAdmin()
    const { status, text } = await post(served.url, json(key), named(Buffer.from(bytes)))
    expect([status, text]).toEqual([400, expect.stringContaining('INVALID_INPUT')])
    expect(text).toContain('UTF-8')
    await expectUntouched(served, key)
  })

  it('may hold any character of Unicode, and may begin with a byte order mark', async () => {
    const { served, key } = await asAdmin()
    const name = 'ä€😀\u0000\ufffd\uffff'
    const body = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      named(Buffer.from(name.replace('\0', '\\u0000'))),
    ])
    expect((await post(served.url, json(key), body)).status).toBe(200)
    expect((await served.store.listWorkloads()).items).toMatchObject([{ name }])
  })

  it.each([
    [{ 'content-encoding': 'gzip' }, 'compressed'],
    [{ 'content-encoding': 'deflate, br' }, 'compressed'],
    [{ 'content-type': 'application/json; charset=utf-16' }, 'UTF-8'],
    [{ 'content-type': 'application/json;charset="iso-8859-1"' }, 'UTF-8'],
    [{ 'content-type': 'text/plain' }, 'application/json'],
    [{ 'content-type': 'application/jsonl' }, 'application/json'],
    [{ 'content-type': 'application/json, text/plain' }, 'application/json'],
    [{ 'content-type': '' }, 'application/json'],
  ])('is refused with 415 and why: %j', async (headers: Record<string, string>, why) => {
    const { served, key } = await asAdmin()
    const { status, text } = await post(served.url, { ...json(key), ...headers }, named(Buffer.from('a')))
    expect([status, text]).toEqual([415, expect.stringContaining('INVALID_INPUT')])
    expect(text).toContain(why)
    await expectUntouched(served, key)
  })

  it.each([
    { 'content-encoding': 'identity' },
    { 'content-type': 'APPLICATION/JSON ; charset="UTF-8"' },
    { 'content-type': 'application/json;charset=utf8' },
  ])('is taken: %j', async (headers: Record<string, string>) => {
    const { served, key } = await asAdmin()
    expect((await post(served.url, { ...json(key), ...headers }, named(Buffer.from('a')))).status).toBe(200)
  })
})

describe('a query', () => {
  it.each(['%ff', '%c3', '%C3%28', '%ed%a0%80'])(
    'that is not UTF-8 is refused with 400: %s',
    async (bytes) => {
      const { served, key } = await asAdmin()
      const input = `%7B%22filter%22:%7B%22text%22:%22${bytes}%22%7D%7D`
      const request = requestText('GET', `${API_PATH}workload.list?input=${input}`, bearer(key), null)
      const { status, text } = await rawRequest(served.url, [request])
      expect([status, text]).toEqual([400, expect.stringContaining('The query is not valid UTF-8')])
      await expectUntouched(served, key)
    },
  )

  it('of bytes that are not percent-encoded is not even a request', async () => {
    const { served, key } = await asAdmin()
    const request = requestText('GET', `${API_PATH}workload.list?input=ä`, bearer(key), null)
    expect((await rawRequest(served.url, [request])).status).toBe(400)
  })
})

describe('a client that stops in the middle of its body', () => {
  it('holds nothing up, and is no failure of ours', async () => {
    const { served, key, wire } = await asAdmin()
    const head = requestText('POST', CREATE, { ...json(key), 'content-length': '1000' }, null)
    const leave = async () => {
      const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
      await new Promise<void>((sent) => socket.write(`${head}{"runtime":`, () => sent()))
      socket.destroy()
    }
    const gone = Array.from({ length: 20 }, leave)
    await Promise.all(gone)
    expect(outcomeOf(await wire.call('workload.list'))).toBe('200')
    await expectUntouched(served, key)
  })
})
