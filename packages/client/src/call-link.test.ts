import { getEventListeners } from 'node:events'
import { LIMITS } from '@isola/domain'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { CallTimeoutError } from './call-timeout-error.ts'
import { createIsolaClient, type IsolaClient } from './create-isola-client.ts'
import { answering, faultProxy } from './testing/fault-proxy.ts'
import { errorOf } from './testing/runs.ts'
import { spawnServer } from './testing/spawn-server.ts'
import { waitMs } from './waits.ts'

const server = await spawnServer()
afterAll(server.stop)

async function setUp(options: { timeoutMs?: number } = {}) {
  const proxy = await faultProxy(server.url)
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  return { client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey, ...options }), proxy, abort }
}

const aborted = { name: 'AbortError' }

describe('an aborted call ends at once', () => {
  it('while it waits for its next attempt', async () => {
    const { client, proxy, abort } = await setUp()
    proxy.faults.push(answering(429, { code: 'RATE_LIMITED', retryAfterSeconds: 3_600 }))
    const call = client.stats.summary.query({}, { signal: abort.signal })
    await expect.poll(() => proxy.calls.length).toBe(1)
    abort.abort()
    await expect(call).rejects.toMatchObject(aborted)
    expect(proxy.calls).toHaveLength(1)
  })

  it('without its neighbours in the batch', async () => {
    const { client, proxy, abort } = await setUp()
    const other = new AbortController()
    proxy.faults.push('hang')
    const call = client.stats.summary.query({}, { signal: abort.signal })
    const neighbour = client.system.info.query(undefined, { signal: other.signal })
    await expect.poll(() => proxy.calls).toEqual(['stats.summary,system.info'])
    abort.abort()
    await expect(call).rejects.toMatchObject(aborted)
    proxy.cut()
    expect(await neighbour).toMatchObject({ setUpNeeded: true })
  })

  it('before it is sent, when it was aborted already', async () => {
    const { client, proxy } = await setUp()
    const call = client.stats.summary.query({}, { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject(aborted)
    expect(proxy.calls).toEqual([])
  })
  it('and rejects with the reason of its signal', async () => {
    const { client, proxy, abort } = await setUp()
    const reason = new Error('no longer of interest')
    proxy.faults.push('hang')
    const call = client.stats.summary.query({}, { signal: abort.signal })
    await expect.poll(() => proxy.calls.length).toBe(1)
    abort.abort(reason)
    expect(await errorOf(call)).toBe(reason)
  })
})

describe('a call that is not answered in time', () => {
  it('rejects, typed, and its connection is closed', async () => {
    const { client, proxy } = await setUp({ timeoutMs: 200 })
    proxy.faults.push('hang')
    const error = await errorOf(client.stats.summary.query())
    expect(error).toBeInstanceOf(CallTimeoutError)
    expect(error).toMatchObject({ path: 'stats.summary', timeoutMs: 200 })
    await expect.poll(() => proxy.ended).toEqual(['stats.summary'])
  })

  it('rejects after the time that was given for it alone', async () => {
    const { client, proxy } = await setUp({ timeoutMs: Number.POSITIVE_INFINITY })
    proxy.faults.push('hang')
    const call = client.workload.note.mutate({ id: '', text: '' }, { timeoutMs: 100 })
    expect(await errorOf(call)).toMatchObject({ path: 'workload.note', timeoutMs: 100 })
  })

  it('is not made again in a pause that would outlast it', async () => {
    const { client, proxy } = await setUp({ timeoutMs: 300 })
    proxy.faults.push(answering(429, { code: 'RATE_LIMITED', retryAfterSeconds: 3_600 }))
    expect(await errorOf(client.stats.summary.query())).toBeInstanceOf(CallTimeoutError)
    expect(proxy.calls).toHaveLength(1)
  })

  it.each<[string, (client: IsolaClient) => Promise<unknown>]>([
    ['workload.wait', ({ workload }) => workload.wait.query({ id: 'a', timeoutSeconds: 0.2 })],
    ['runner.claim', ({ runner }) => runner.claim.mutate({ bootId: 'a', claimId: 'a', waitSeconds: 0.2 })],
    [
      'runner.heartbeat',
      ({ runner }) => runner.heartbeat.mutate({ id: 'a', leaseToken: 'a', waitSeconds: 0.2 }),
    ],
  ])('was given the time that it asked the server to wait as well: %s', async (path, call) => {
    const { client, proxy } = await setUp({ timeoutMs: 1 })
    proxy.faults.push('hang')
    expect(await errorOf(call(client))).toMatchObject({ path, timeoutMs: 201 })
  })

  it('was given the wait that the server applies when it named none', () => {
    expect(waitMs({ path: 'workload.wait', input: { id: 'a' } })).toBe(LIMITS.waitSecondsDefault * 1_000)
    expect(waitMs({ path: 'runner.claim', input: {} })).toBe(LIMITS.claimWaitSeconds * 1_000)
    expect(waitMs({ path: 'runner.heartbeat', input: {} })).toBe(LIMITS.heartbeatWaitSecondsDefault * 1_000)
    expect(waitMs({ path: 'workload.create', input: { timeoutSeconds: 60 } })).toBe(0)
  })
})

describe('an input that cannot be sent', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle

  it.each([
    ['a BigInt', 1n],
    ['an object that holds itself', circle],
  ])('rejects, and leaves no listener and no timer: %s', async (_, input) => {
    const { client, proxy, abort } = await setUp()
    const { signal } = abort
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const calls = [
      () => client.workload.create.mutate({ runtime: 'node', input: input as never }, { signal }),
      () => client.workload.get.query({ id: input as never }, { signal }),
      () => client.stats.attention.query(input as never, { signal }),
    ]
    for (const call of calls) expect(await errorOf(call())).toBeInstanceOf(TypeError)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    expect(timers()).toBeLessThanOrEqual(before)
    expect(proxy.calls).toEqual([])
  })
})

describe('a signal', () => {
  it('keeps no listener of a thousand calls', async () => {
    const { client, abort } = await setUp()
    const { signal } = abort
    const { id } = await client.workload.create.mutate({ runtime: 'node', hold: true }, { signal })
    for (let round = 0; round < 250; round++) {
      await Promise.all([
        client.system.info.query(undefined, { signal }),
        client.workload.get.query({ id }, { signal }),
        client.workload.wait.query({ id, timeoutSeconds: 0 }, { signal }),
        errorOf(client.workload.get.query({ id: 'none' }, { signal })),
      ])
    }
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('keeps none of a subscription, nor of a wait', async () => {
    const { client, abort } = await setUp()
    const { signal } = abort
    const { id } = await client.workload.create.mutate({ runtime: 'node', hold: true })
    const waiting = client.waitForWorkload(id, { signal })
    await new Promise<void>((resolve) => {
      const subscription = client.log.tail.subscribe(
        { id },
        { signal, onData: () => subscription.unsubscribe(), onStarted: resolve },
      )
    })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await client.log.append.mutate({ id, lines: [{ seq: 0, stream: 'stdout', line: '' }] })
    await client.workload.kill.mutate({ id })
    await waiting
    await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([])
  })

  it('has one listener, of which no Node warns, while fifteen calls are under way', async () => {
    const { client, proxy, abort } = await setUp()
    const { signal } = abort
    proxy.faults.push('hang')
    const calls = Array.from({ length: 15 }, () => errorOf(client.system.info.query(undefined, { signal })))
    await expect.poll(() => proxy.calls).toHaveLength(1)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    abort.abort()
    expect(await Promise.all(calls)).toEqual(calls.map(() => expect.objectContaining(aborted)))
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
