import { afterAll, describe, expect, it } from 'vitest'
import type { Capability } from './contract.ts'
import { createIsolaClient, type IsolaClient } from './create-isola-client.ts'
import { isIsolaError } from './is-isola-error.ts'
import { NoAnswerError } from './no-answer-error.ts'
import { answering, type Fault, faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)
/** Whose network never fails. */
const sure = createIsolaClient(server)

async function setUp(options: { attempts?: number } = {}) {
  const proxy = await faultProxy(server.url)
  const { id } = await sure.workload.create.mutate({ runtime: 'node', hold: true })
  return { client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey, ...options }), proxy, id }
}

const FAULTS: [string, Fault][] = [
  ['a connection that breaks', 'refuse'],
  ['an answer that is lost', 'lose'],
  ['a page of something in between', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['JSON of something in between', { status: 503, type: 'application/json', body: '{"message":"later"}' }],
  ['an answer that breaks off', { status: 200, type: 'application/json', body: '[{"result":{"da' }],
  ['503', answering(503, { code: 'STORE_BUSY' })],
  ['429', answering(429, { code: 'RATE_LIMITED', retryAfterSeconds: 0 })],
]

describe('what is safe to repeat', () => {
  it.each(FAULTS)('is called again after %s', async (_, fault) => {
    const { client, proxy, id } = await setUp()
    proxy.faults.push(fault)
    expect(await client.workload.get.query({ id })).toMatchObject({ id })
    expect(proxy.calls).toEqual(['workload.get', 'workload.get'])
  })

  it.each<[string, (client: IsolaClient, id: string) => Promise<unknown>]>([
    [
      'log.append',
      (client, id) => client.log.append.mutate({ id, lines: [{ seq: 0, stream: 'stdout', line: '' }] }),
    ],
    ['workload.kill', (client, id) => client.workload.kill.mutate({ id })],
    ['workload.update', (client, id) => client.workload.update.mutate({ id, status: 'running' })],
    [
      'workload.create',
      (client) => client.workload.create.mutate({ runtime: 'node', code: '', idempotencyKey: 'a' }),
    ],
  ])('includes %s', async (path, call) => {
    const { client, proxy, id } = await setUp()
    proxy.faults.push('refuse', 'refuse')
    await call(client, id)
    expect(proxy.calls).toEqual([path, path, path])
  })

  it('includes all that runners call: after lost answers there is one claim and one outcome', async () => {
    const { proxy } = await setUp()
    const { key } = await sure.admin.keys.create.mutate({ name: 'a runner', role: 'runner' })
    const { runner } = createIsolaClient({ url: proxy.url, apiKey: key })
    const lost = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
      proxy.faults.push('lose')
      return call()
    }
    const bootId = 'a start of this test'
    const capability: Capability = {
      isolation: 'isolate',
      runtimes: ['wasm'],
      available: true,
      version: null,
      strength: 1,
      enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
      reason: null,
    }
    const registration = { bootId, name: 'lost', version: '1', capacity: 1, capabilities: [capability] }
    await lost(() => runner.register.mutate(registration))
    const made = [1, 2].map(() => sure.workload.create.mutate({ runtime: 'wasm', code: 'x' }))
    const [first] = await Promise.all(made)
    const { claim } = await lost(() => runner.claim.mutate({ bootId, claimId: 'a first claim' }))
    expect(claim?.workload.id).toBe(first?.id)
    const lease = { id: first?.id ?? '', leaseToken: claim?.lease.leaseToken ?? '' }
    await lost(() => runner.heartbeat.mutate(lease))
    const line = { seq: 0, stream: 'stdout', line: 'x' } as const
    expect(await lost(() => runner.log.mutate({ ...lease, lines: [line] }))).toEqual({
      accepted: 0,
      repeated: 1,
    })
    const finished = await lost(() => runner.finish.mutate({ ...lease, status: 'completed' }))
    expect(finished).toMatchObject({ repeated: true, workload: { status: 'completed', revision: 3 } })
  })

  it('includes a retry under a key, which makes one workload', async () => {
    const { client, proxy, id } = await setUp()
    await sure.workload.kill.mutate({ id })
    proxy.faults.push('lose')
    const { retryOf } = await client.workload.retry.mutate({ id, idempotencyKey: 'again' })
    expect(retryOf).toBe(id)
    expect(await sure.workload.list.query({ filter: { retryOf: id } })).toMatchObject({ total: { count: 1 } })
  })

  it('includes a create under a key: after lost answers there is one workload', async () => {
    const { client, proxy } = await setUp()
    proxy.faults.push('lose', 'lose')
    const labels = { test: 'lost answers' }
    const { id } = await client.workload.create.mutate({
      runtime: 'node',
      hold: true,
      labels,
      idempotencyKey: 'once',
    })
    expect(proxy.calls).toHaveLength(3)
    const filter = { label: { key: 'test', value: 'lost answers' } }
    expect((await sure.workload.list.query({ filter })).items.map((item) => item.id)).toEqual([id])
  })

  it('is given up after as many attempts as were allowed', async () => {
    const { client, proxy, id } = await setUp({ attempts: 2 })
    proxy.faults.push('refuse', 'refuse', 'refuse')
    const error: unknown = await client.workload.get.query({ id }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: expect.stringMatching(/^Isola did not answer/) })
    expect(error).toBeInstanceOf(NoAnswerError)
    expect(isIsolaError(error)).toBe(false)
    expect(proxy.calls).toHaveLength(2)
  })
})

describe('what is not safe to repeat', () => {
  const reason = 'a test'
  it.each<[string, (client: IsolaClient, id: string) => Promise<unknown>]>([
    ['workload.create', (client) => client.workload.create.mutate({ runtime: 'node', code: '' })],
    ['workload.retry', (client, id) => client.workload.retry.mutate({ id, reason })],
    ['workload.updateStatus', (client, id) => client.workload.updateStatus.mutate({ id, status: 'running' })],
    ['workload.override', (client, id) => client.workload.override.mutate({ id, status: 'killed', reason })],
    ['workload.delete', (client, id) => client.workload.delete.mutate({ id, reason })],
    ['workload.note', (client, id) => client.workload.note.mutate({ id, text: reason })],
    ['admin.keys.create', (client) => client.admin.keys.create.mutate({ name: 'a', role: 'viewer' })],
    ['admin.keys.revoke', (client, id) => client.admin.keys.revoke.mutate({ id })],
    ['admin.users.remove', (client, id) => client.admin.users.remove.mutate({ id })],
  ])('is called once, whatever becomes of it: %s', async (path, call) => {
    const { client, proxy, id } = await setUp()
    for (const fault of ['refuse', answering(503, { code: 'STORE_BUSY' })] as const) {
      proxy.faults.push(fault)
      await expect(call(client, id)).rejects.toThrow()
    }
    expect(proxy.calls).toEqual([path, path])
  })

  it('is told from its neighbours when a batch is lost as a whole', async () => {
    const { client, proxy, id } = await setUp()
    proxy.faults.push('lose')
    const [logged, noted] = await Promise.allSettled([
      client.log.append.mutate({ id, lines: [{ seq: 0, stream: 'stdout', line: 'said again' }] }),
      client.workload.note.mutate({ id, text: 'said once' }),
    ])
    expect([logged.status, noted.status]).toEqual(['fulfilled', 'rejected'])
    expect(proxy.calls).toEqual(['log.append,workload.note', 'log.append'])
    const { items } = await sure.workload.events.query({ id })
    expect(items.map(({ kind }) => kind)).toEqual(['created', 'noted'])
  })
})

it('an error that would be the same again is reported at once', async () => {
  const { client, proxy, id } = await setUp()
  for (const [status, code] of [
    [400, 'INVALID_INPUT'],
    [409, 'NOT_TERMINAL'],
    [500, 'INTERNAL'],
  ] as const) {
    proxy.faults.push(answering(status, { code }))
    await expect(client.workload.get.query({ id })).rejects.toThrow(code)
  }
  proxy.faults.push({ status: 404, body: 'No such page' })
  await expect(client.workload.get.query({ id })).rejects.toThrow('No answer of Isola, but HTTP 404')
  expect(proxy.calls).toHaveLength(4)
})
