/** Each error of the closed union as it reaches the wire: its HTTP status, its details, and no more than that. */
import { IsolaError, type IsolaErrorData, LIMITS, workload } from '@isola/domain'
import type { Store } from '@isola/store'
import { describe, expect, it } from 'vitest'
import { type Answer, dataOf, faultyFieldsIn, outcomeOf, refusalIn } from './testing/answer.ts'
import { serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

const held = { runtime: 'node', hold: true }
const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

async function create(wire: Wire, input: object = {}): Promise<string> {
  return dataOf(workload, await wire.call('workload.create', { ...held, ...input })).id
}

const asAdmin = async () => (await serve()).as('admin')

/** tRPC's name, HTTP's number and ours have to say the same. */
function expectRefusal(answer: Answer, status: number, trpc: string, data: IsolaErrorData): void {
  expect(answer.error?.data).toMatchObject({ code: trpc, httpStatus: status, isola: data })
  expect([answer.status, refusalIn(answer)]).toEqual([status, data])
}

describe('a conflict', () => {
  it('with a workload that is not there is WORKLOAD_NOT_FOUND, for everything that takes an id', async () => {
    const admin = await asAdmin()
    const inputs = {
      get: {},
      update: { exitCode: 1 },
      updateStatus: { status: 'running' },
      override: { status: 'failed', reason: 'x' },
      kill: {},
      retry: {},
      delete: { reason: 'x' },
      note: { text: 'x' },
      events: {},
      wait: {},
    }
    for (const [verb, input] of Object.entries(inputs)) {
      const answer = await admin.call(`workload.${verb}`, { id: UNKNOWN, ...input })
      expectRefusal(answer, 404, 'NOT_FOUND', { code: 'WORKLOAD_NOT_FOUND', id: UNKNOWN })
    }
    const line = { seq: 0, stream: 'stdout', line: '' }
    for (const [verb, input] of Object.entries({ append: { lines: [line] }, list: {}, tail: {} })) {
      const answer = await admin.call(`log.${verb}`, { id: UNKNOWN, ...input })
      expect(refusalIn(answer)).toEqual({ code: 'WORKLOAD_NOT_FOUND', id: UNKNOWN })
    }
  })

  it('of a transition says from where, to where, what would be legal, and who came before', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    const id = await create(admin)
    await admin.call('workload.kill', { id, reason: 'enough' })
    expectRefusal(await admin.call('workload.updateStatus', { id, status: 'running' }), 409, 'CONFLICT', {
      code: 'INVALID_TRANSITION',
      from: 'killed',
      to: 'running',
      allowed: [],
      lastEvent: {
        kind: 'transitioned',
        actor: expect.objectContaining({ kind: 'key', name: 'a admin' }),
        at: expect.any(String),
        reason: 'enough',
      },
    })
    const pending = await create(admin)
    const answer = await admin.call('workload.updateStatus', { id: pending, status: 'completed' })
    expect(refusalIn(answer)).toMatchObject({ from: 'pending', allowed: ['running', 'failed', 'killed'] })
  })

  it('of revisions says which one it is at', async () => {
    const admin = await asAdmin()
    const id = await create(admin)
    await admin.call('workload.updateStatus', { id, status: 'running' })
    const answer = await admin.call('workload.update', { id, ifRevision: 1, exitCode: 1 })
    expectRefusal(answer, 409, 'CONFLICT', {
      code: 'REVISION_CONFLICT',
      revision: 2,
      status: 'running',
      lastEvent: expect.objectContaining({ kind: 'transitioned' }),
    })
  })

  it('with what has not ended is NOT_TERMINAL', async () => {
    const admin = await asAdmin()
    const id = await create(admin)
    for (const [path, input] of [
      ['workload.retry', {}],
      ['workload.delete', { reason: 'x' }],
    ] as const) {
      const data = { code: 'NOT_TERMINAL', status: 'pending' } as const
      expectRefusal(await admin.call(path, { id, ...input }), 409, 'CONFLICT', data)
    }
  })

  it('of idempotency keys names the workload that has it', async () => {
    const admin = await asAdmin()
    const id = await create(admin, { idempotencyKey: 'k', name: 'a' })
    expect(await create(admin, { idempotencyKey: 'k', name: 'a' })).toBe(id)
    const answer = await admin.call('workload.create', { ...held, idempotencyKey: 'k', name: 'b' })
    expectRefusal(answer, 409, 'CONFLICT', { code: 'IDEMPOTENCY_MISMATCH', id })
  })
})

describe('an input', () => {
  it.each<[string, unknown, string[]]>([
    ['workload.create', { runtime: 'cobol', hold: true }, ['runtime']],
    ['workload.create', { ...held, labels: { a: 1 }, timeoutSeconds: -1 }, ['timeoutSeconds', 'labels.a']],
    ['workload.create', { ...held, prioriy: 1, extra: {} }, ['prioriy', 'extra']],
    ['workload.create', { runtime: 'node' }, ['code']],
    ['workload.create', { runtime: 'oci', hold: false }, ['image']],
    ['workload.create', { ...held, input: '\ud800' }, ['input']],
    ['workload.create', null, ['']],
    ['workload.get', {}, ['id']],
    ['workload.get', { id: UNKNOWN, ID: 1 }, ['ID']],
    ['workload.list', { filter: { status: ['done'] } }, ['filter.status.0']],
    ['workload.list', { filter: { sttus: ['failed'] } }, ['filter.sttus']],
    ['workload.update', { id: UNKNOWN, revision: 3 }, ['revision']],
    ['workload.update', { id: UNKNOWN, status: 'completed', exitCode: 1 }, ['exitCode']],
    ['workload.override', { id: UNKNOWN, status: 'failed' }, ['reason']],
    ['workload.override', { id: UNKNOWN, status: 'running', reason: 'x' }, ['status']],
    ['workload.delete', { id: UNKNOWN, reason: ' ' }, ['reason']],
    ['workload.wait', { id: UNKNOWN, timeoutSeconds: 56 }, ['timeoutSeconds']],
    [
      'log.append',
      { id: UNKNOWN, lines: [{ seq: -1, stream: 'stdin', line: 1 }] },
      ['lines.0.seq', 'lines.0.stream', 'lines.0.line'],
    ],
    ['log.append', { id: UNKNOWN, lines: [] }, ['lines']],
    ['stats.summary', { status: 'failed' }, ['status']],
    ['stats.activity', { from: 'yesterday', to: 1 }, ['from', 'to']],
    ['admin.keys.create', { name: '', role: 'root' }, ['name', 'role']],
    ['admin.users.update', { id: 'nobody', name: 'x' }, ['id']],
    ['workload.changes', { filter: {}, lastEventId: 'latest' }, ['lastEventId']],
  ])('of %s that is wrong is INVALID_INPUT with the paths of its fields: %j', async (path, input, fields) => {
    const answer = await (await asAdmin()).call(path, input)
    expect(answer.error?.data).toMatchObject({ code: 'BAD_REQUEST', httpStatus: 400 })
    expect(faultyFieldsIn(answer).sort()).toEqual([...fields].sort())
  })

  it('that belongs to no procedure keeps HTTP’s own status, and is INVALID_INPUT', async () => {
    const admin = await asAdmin()
    for (const path of ['workload.vanish', 'workload', '', '__proto__', 'workload.get.id', 'constructor']) {
      expect([path, outcomeOf(await admin.call(path, {}))]).toEqual([path, '404 INVALID_INPUT'])
    }
  })
})

describe('what is too large', () => {
  const big = (bytes: number) => 'x'.repeat(bytes)

  it.each<[string, string, (id: string) => object, number]>([
    ['body', 'workload.note', (id) => ({ id, text: big(LIMITS.bodyBytes) }), LIMITS.bodyBytes],
    [
      'output',
      'workload.update',
      (id) => ({
        id,
        output: { contentType: 'text/plain', encoding: 'utf8', data: big(LIMITS.outputBytes + 1) },
      }),
      LIMITS.outputBytes,
    ],
    ['code', 'workload.create', () => ({ ...held, code: big(LIMITS.sourceBytes + 1) }), LIMITS.sourceBytes],
  ])('is refused with 413, and nothing of it is stored: %s', async (_, path, inputOf, maxBytes) => {
    const served = await serve()
    const admin = await served.as('admin')
    const id = await create(admin)
    const answer = await admin.call(path, inputOf(id))
    expect(answer.error?.data.code).toBe('PAYLOAD_TOO_LARGE')
    expect([answer.status, answer.error?.data.httpStatus]).toEqual([413, 413])
    expect(refusalIn(answer)).toEqual({ code: 'PAYLOAD_TOO_LARGE', field: expect.any(String), maxBytes })
    expect(await served.store.getLatestSeq()).toBe(1)
    expect((await served.store.getWorkload(id)).output).toBeNull()
  })

  it('is only just not too large at the limit itself', async () => {
    const admin = await asAdmin()
    const id = await create(admin, { code: big(LIMITS.sourceBytes - 2) })
    const output = { contentType: 'text/plain', encoding: 'utf8', data: big(LIMITS.outputBytes) }
    await admin.call('workload.updateStatus', { id, status: 'running' })
    expect(outcomeOf(await admin.call('workload.update', { id, output }))).toBe('200')
  })
})

describe('the store', () => {
  it.each(['STORE_BUSY', 'STORE_FULL', 'STORE_READ_ONLY', 'STORE_CORRUPT'] as const)(
    'that says %s is unavailable: 503',
    async (code) => {
      const refuse = () => Promise.reject(new IsolaError({ code }, 'The store cannot'))
      const served = await serve({
        wrap: (store) => ({ ...store, createWorkload: refuse, listWorkloads: refuse }),
      })
      const admin = await served.as('admin')
      for (const path of ['workload.create', 'workload.list']) {
        expectRefusal(
          await admin.call(path, path.endsWith('create') ? held : {}),
          503,
          'SERVICE_UNAVAILABLE',
          { code },
        )
      }
      expect(served.failures).toEqual([])
    },
  )

  it('that is closed is STORE_BUSY', async () => {
    const served = await serve()
    const admin = await served.as('admin')
    await admin.call('system.info')
    await served.store.close()
    for (const [path, input] of [
      ['workload.create', held],
      ['workload.list', {}],
      ['workload.get', { id: UNKNOWN }],
      ['stats.summary', {}],
      ['log.list', { id: UNKNOWN }],
    ] as const) {
      const answer = await admin.call(path, input)
      expectRefusal(answer, 503, 'SERVICE_UNAVAILABLE', { code: 'STORE_BUSY' })
    }
  })
})

describe('what nobody foresaw', () => {
  const SECRET = 'SELECT hunter2 FROM /var/lib/isola'
  const failing = (error: unknown) =>
    serve({ wrap: (store): Store => ({ ...store, getWorkloadStats: () => Promise.reject(error) }) })

  it.each([
    new Error(SECRET),
    new TypeError(SECRET, { cause: new Error(SECRET) }),
    new SyntaxError(SECRET),
    Object.assign(new Error('failed'), { code: SECRET, meta: { sql: SECRET } }),
    SECRET,
  ])('is INTERNAL with an id, and the cause is in the log alone', async (cause) => {
    const served = await failing(cause)
    const answer = await (await served.as('viewer')).call('stats.summary')
    const refusal = refusalIn(answer)
    if (refusal.code !== 'INTERNAL') throw new Error(refusal.code)
    expectRefusal(answer, 500, 'INTERNAL_SERVER_ERROR', { code: 'INTERNAL', errorId: expect.any(String) })
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|SELECT|\/var|failed/)
    expect(served.failures).toEqual([
      { errorId: refusal.errorId, path: 'stats.summary', error: expect.anything() },
    ])
    if (cause instanceof Error) expect(served.failures[0]?.error).toBe(cause)
  })

  it('gets another id each time', async () => {
    const served = await failing(new Error(SECRET))
    const viewer = await served.as('viewer')
    await viewer.batch([['stats.summary'], ['stats.summary']])
    expect(new Set(served.failures.map(({ errorId }) => errorId)).size).toBe(2)
  })

  it('is an answer that breaks its own schema, too: it is not sent', async () => {
    const stats = { total: SECRET } as never
    const served = await serve({
      wrap: (store) => ({ ...store, getWorkloadStats: () => Promise.resolve(stats) }),
    })
    const answer = await (await served.as('viewer')).call('stats.summary')
    expect(refusalIn(answer).code).toBe('INTERNAL')
    expect(JSON.stringify(answer)).not.toContain('hunter2')
  })
})
