import { LIMITS, workload } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { dataOf, outcomeOf, refusalIn } from './testing/answer.ts'
import { serve } from './testing/serve.ts'

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
    const unknown: [string, unknown] = ['workload.get', { id: UNKNOWN }]
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

  it('is refused for good when the limit has no room for it', async () => {
    const served = await serve({ rateLimit: 10 })
    const viewer = await served.as('viewer')
    const { status, answers } = await viewer.batch(
      Array.from({ length: 11 }, (): [string] => ['system.info']),
    )
    expect([status, answers[0] && refusalIn(answers[0]).code]).toEqual([400, 'INVALID_INPUT'])
    expect((await viewer.batch(Array.from({ length: 10 }, (): [string] => ['system.info']))).status).toBe(200)
  })
})
