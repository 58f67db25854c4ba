import { LIMITS, PRICES, workload } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { API_PATH } from './http/api-handler.ts'
import { dataOf, outcomeOf, refusalIn } from './testing/answer.ts'
import { serve } from './testing/serve.ts'
import { PROCEDURES } from './testing/wire.ts'

const held = { runtime: 'node', hold: true }
const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

describe('a batch', () => {
  it('of calls with different outcomes answers each, in their order, with 207', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const { status, answers } = await admin.batch([
      ['workload.create', { ...held, name: 'a' }],
      ['workload.create', { runtime: 'cobol' }],
      ['workload.kill', { id: UNKNOWN }],
      ['workload.create', { ...held, name: 'b' }],
      ['workload.vanish', {}],
    ])
    expect(status).toBe(207)
    expect(answers.map((answer) => answer.error?.data.httpStatus ?? dataOf(workload, answer).name)).toEqual([
      'a',
      400,
      404,
      'b',
      404,
    ])
    expect((await served.store.getWorkloadStats()).total).toBe(2)
  })

  it('of calls that one may and may not make does those that one may', async () => {
    const operator = await (await serve()).as('operator')
    const { status, answers } = await operator.batch([
      ['workload.list'],
      ['admin.keys.list'],
      ['stats.summary'],
    ])
    expect([status, answers.map(({ error }) => error?.data.isola.code)]).toEqual([
      207,
      [undefined, 'FORBIDDEN', undefined],
    ])
  })

  it('that fails alike, or succeeds, has that status', async () => {
    const admin = await (await serve()).as('admin')
    const unknown: [string, unknown] = ['workload.events', { id: UNKNOWN }]
    expect((await admin.batch([unknown, unknown])).status).toBe(404)
    expect((await admin.batch([['system.info'], ['workload.list']])).status).toBe(200)
  })

  it(`holds at most ${LIMITS.batchCalls} calls: one more is refused with 400, and none is made`, async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const calls = (count: number) =>
      Array.from({ length: count }, (): [string, unknown] => ['workload.create', held])
    const full = await admin.batch(calls(LIMITS.batchCalls))
    expect([full.status, full.answers.length]).toEqual([200, LIMITS.batchCalls])
    const over = await admin.batch(calls(LIMITS.batchCalls + 1))
    expect([over.status, over.answers.map(outcomeOf)]).toEqual([400, ['400 INVALID_INPUT']])
    expect((await served.store.getWorkloadStats()).total).toBe(LIMITS.batchCalls)
  })

  it('mixes no reading with changing, and holds no stream', async () => {
    const admin = await (await serve()).as('admin')
    for (const calls of [
      [['workload.get'], ['workload.kill']],
      [['workload.changes'], ['workload.changes']],
    ] as [string][][]) {
      const { status, answers } = await admin.batch(calls)
      expect([status, answers.map((answer) => refusalIn(answer).code)[0]]).toEqual([400, 'INVALID_INPUT'])
    }
  })

  it('counts as many times as it holds calls', async () => {
    const served = await serve({ rateLimit: 100 })
    const viewer = await served.as('viewer')
    const calls = Array.from({ length: 50 }, (): [string] => ['system.info'])
    expect((await viewer.batch(calls)).status).toBe(200)
    expect((await viewer.batch(calls)).status).toBe(200)
    const third = await viewer.batch(calls)
    expect([third.status, third.answers.map((answer) => refusalIn(answer).code)[0]]).toEqual([
      429,
      'RATE_LIMITED',
    ])
    expect(Number(third.answers[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('counts the same with its commas encoded', async () => {
    const { url } = await serve()
    const ask = (comma: string) =>
      fetch(`${url}/api/trpc/${Array(60).fill('system.info').join(comma)}?batch=1`)
    const statuses = [await ask(','), await ask('%2C'), await ask('%2c')].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 429])
  })

  it('is refused for good when the limit has no room for it, and uses up the minute', async () => {
    const served = await serve({ rateLimit: 10 })
    const viewer = await served.as('viewer')
    const { status, answers } = await viewer.batch(
      Array.from({ length: 11 }, (): [string] => ['system.info']),
    )
    expect([status, answers[0] && refusalIn(answers[0]).code]).toEqual([400, 'INVALID_INPUT'])
    expect((await viewer.call('system.info')).status).toBe(429)
  })
})

describe('the price of a batch', () => {
  const times = (count: number, path: string, input?: unknown): [string, unknown][] =>
    Array.from({ length: count }, () => [path, input])
  const REFUSAL = {
    code: 'PAYLOAD_TOO_LARGE',
    field: 'batch',
    maxBytes: LIMITS.batchBytes,
    maxRows: LIMITS.batchRows,
  }

  it('is known for every procedure', () => {
    expect(Object.keys(PRICES).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort())
  })

  it.each<[string, [string, unknown][]]>([
    ['whole workloads', times(2, 'workload.get', { id: UNKNOWN })],
    [
      'a whole workload and anything else',
      [
        ['workload.wait', { id: UNKNOWN }],
        ['system.info', {}],
      ],
    ],
    ['more pages than fit', times(9, 'log.list', { id: UNKNOWN })],
    ['two searches of lists', times(2, 'workload.list', { filter: { text: 'a' } })],
    ['two searches of logs', times(2, 'log.list', { id: UNKNOWN, search: 'a' })],
    ['two searches of the audit trail', times(2, 'admin.audit.list', { action: 'a' })],
    [
      'a search and what is worth looking at',
      [...times(1, 'stats.attention'), ['workload.list', { filter: { text: 'a' } }]],
    ],
    ['a hundred default lists', times(100, 'workload.list')],
  ])('that is too high has it refused with 413 before any call runs: %s', async (_, calls) => {
    let reads = 0
    const served = await serve({
      wrap: (store) =>
        new Proxy(store, {
          get: (target, key) => {
            if (/^(list|get)/.test(String(key)) && key !== 'getLatestSeq') reads++
            return Reflect.get(target, key)
          },
        }),
    })
    const { status, answers } = await (await served.as('admin')).batch(calls)
    expect(status).toBe(413)
    expect(answers.map(refusalIn)).toEqual(calls.map(() => REFUSAL))
    expect(answers[0]?.error?.message).toContain('send fewer calls in one request')
    expect(reads).toBe(0)
  })

  it('that is too high has nothing changed', async () => {
    const served = await serve()
    const operator = await served.as('operator')
    const create = (key: string): [string, unknown] => ['workload.create', { ...held, idempotencyKey: key }]
    const { status, answers } = await operator.batch([create('a'), create('b')])
    expect([status, answers.map(refusalIn)]).toEqual([413, [REFUSAL, REFUSAL]])
    expect(await served.store.getLatestSeq()).toBe(0)
    expect((await operator.batch([create('a')])).status).toBe(200)
  })

  it('is no matter for a call by itself, batched or not', async () => {
    const admin = await (await serve()).as('admin')
    expect((await admin.batch([['workload.list', { filter: { text: 'a' } }]])).status).toBe(200)
    expect((await admin.batch([['stats.attention']])).status).toBe(200)
    expect(outcomeOf(await admin.call('workload.list', { filter: { text: 'a' } }))).toBe('200')
  })

  it('leaves room for eight pages, for a search with small calls, and for a hundred changes', async () => {
    const admin = await (await serve()).as('admin')
    expect((await admin.batch(times(8, 'workload.list', { limit: 200 }))).status).toBe(200)
    const search: [string, unknown] = ['workload.list', { filter: { text: 'a' }, limit: 5 }]
    expect((await admin.batch([search, ...times(50, 'stats.summary')])).status).toBe(200)
    expect((await admin.batch(times(100, 'workload.kill', { id: UNKNOWN }))).status).toBe(404)
  })

  it('is asked of callers of a stream of answers too', async () => {
    const viewer = (await (await serve()).as('viewer')).saying({ 'trpc-accept': 'application/jsonl' })
    const input = encodeURIComponent(JSON.stringify({ 0: { id: UNKNOWN }, 1: { id: UNKNOWN } }))
    const url = `${viewer.url}${API_PATH}workload.get,workload.get?batch=1&input=${input}`
    const text = await (await fetch(url, { headers: viewer.headers })).text()
    expect(text.match(/"code":"[A-Z_]+","field":"batch"/g)).toHaveLength(2)
  })

  it('is beside the point for streams: none is in a batch', async () => {
    const admin = await (await serve()).as('admin')
    const { status, answers } = await admin.batch([['log.tail', { id: UNKNOWN }], ['workload.changes']])
    expect([status, answers.map(outcomeOf)]).toEqual([400, ['400 INVALID_INPUT', '400 INVALID_INPUT']])
  })
})
