import { afterAll, describe, expect, it } from 'vitest'
import { createIsolaClient } from './create-isola-client.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)

async function setUp() {
  const proxy = await faultProxy(server.url)
  const client = createIsolaClient({ url: proxy.url, apiKey: server.apiKey })
  const { id } = await client.workload.create.mutate({ runtime: 'node', hold: true })
  proxy.calls.length = 0
  return { client, proxy, id }
}

const sizesOf = (calls: string[]) => calls.map((call) => call.split(',').length)

describe('batching', () => {
  it('sends calls that are made at once in one request', async () => {
    const { client, proxy, id } = await setUp()
    const [events, stats, list] = await Promise.all([
      client.workload.events.query({ id }),
      client.stats.durations.query(),
      client.workload.list.query(),
    ])
    expect(events.items).toHaveLength(1)
    expect(stats.count).toBe(0)
    expect(list.items[0]?.id).toBe(id)
    expect(proxy.calls).toEqual(['workload.events,stats.durations,workload.list'])
  })

  it('sends at most a hundred calls in a request, and no address over 8,000 characters', async () => {
    const { client, proxy } = await setUp()
    await Promise.all(Array.from({ length: 250 }, () => client.stats.summary.query()))
    expect(sizesOf(proxy.calls)).toEqual([100, 100, 50])
    proxy.calls.length = 0
    const filter = { label: { key: 'ä'.repeat(60), value: 'ä'.repeat(250) } }
    await Promise.all(Array.from({ length: 50 }, () => client.workload.list.query({ filter, limit: 1 })))
    expect(sizesOf(proxy.calls).reduce((sum, size) => sum + size, 0)).toBe(50)
    expect(Math.max(...sizesOf(proxy.calls))).toBeGreaterThan(1)
    expect(proxy.longestUrl()).toBeLessThanOrEqual(8_020)
  })

  it('sends by itself what may be heavy, or searches', async () => {
    const { client, proxy, id } = await setUp()
    await Promise.all([
      client.workload.get.query({ id }),
      client.workload.get.query({ id }),
      client.workload.list.query({ filter: { text: 'a' } }),
      client.log.list.query({ id, search: 'a' }),
      client.stats.attention.query(),
      client.stats.summary.query(),
      client.workload.list.query({ filter: { status: ['pending'] } }),
    ])
    expect(proxy.calls.toSorted()).toEqual([
      'log.list',
      'stats.attention',
      'stats.summary',
      'workload.get',
      'workload.get',
      'workload.list',
      'workload.list',
    ])
  })

  it('sends as many pages together as the server answers together', async () => {
    const { client, proxy, id } = await setUp()
    const pages = await Promise.all(Array.from({ length: 20 }, () => client.log.list.query({ id })))
    expect(pages).toHaveLength(20)
    expect(sizesOf(proxy.calls)).toEqual([8, 8, 4])
  })

  it('sends a hundred changes together', async () => {
    const { client, proxy } = await setUp()
    const created = await Promise.all(
      Array.from({ length: 100 }, () => client.workload.create.mutate({ runtime: 'node', hold: true })),
    )
    await Promise.all(created.map(({ id }) => client.workload.kill.mutate({ id })))
    expect(sizesOf(proxy.calls)).toEqual([100, 100])
  })

  it('answers at once what is asked together with something that waits', async () => {
    const { client, id } = await setUp()
    const waiting = client.workload.wait.query({ id, timeoutSeconds: 55 })
    expect(await client.workload.get.query({ id })).toMatchObject({ status: 'pending' })
    await client.workload.kill.mutate({ id })
    expect(await waiting).toMatchObject({ done: true, workload: { status: 'killed' } })
  })

  it('sends what waits for a runner by itself, though it changes something', async () => {
    const { client, proxy } = await setUp()
    const { key } = await client.admin.keys.create.mutate({ name: 'a runner', role: 'runner' })
    const runner = createIsolaClient({ url: proxy.url, apiKey: key })
    proxy.calls.length = 0
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const lease = { id, leaseToken: 'none' }
    const ids = { bootId: 'unheard of', claimId: 'unheard of' }
    await Promise.allSettled([
      runner.runner.claim.mutate(ids),
      runner.runner.heartbeat.mutate(lease),
      runner.runner.log.mutate({ ...lease, lines: [{ seq: 0, stream: 'stdout', line: '' }] }),
      runner.runner.finish.mutate({ ...lease, status: 'completed' }),
    ])
    expect(proxy.calls.toSorted()).toEqual(['runner.claim', 'runner.heartbeat', 'runner.log,runner.finish'])
  })

  it('sends large calls by themselves, so that no request is over the server’s bound', async () => {
    const { client, proxy, id } = await setUp()
    const line = 'x'.repeat(60_000)
    const lines = Array.from({ length: 14 }, (_, seq) => ({ seq, stream: 'stdout' as const, line }))
    const parts = Array.from({ length: 12 }, (_, part) =>
      lines.map((one) => ({ ...one, seq: one.seq + part * lines.length })),
    )
    const answers = await Promise.all(parts.map((part) => client.log.append.mutate({ id, lines: part })))
    expect(answers).toEqual(parts.map(({ length }) => ({ accepted: length, repeated: 0 })))
    expect(proxy.calls).toEqual(parts.map(() => 'log.append'))
  })

  it('stores twenty batches of a thousand short lines, appended in one tick', async () => {
    const { client, id } = await setUp()
    const at = new Date().toISOString()
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 1_000 }, (_, n) => ({
        seq: batch * 1_000 + n,
        stream: 'stdout' as const,
        line: 'x',
        at,
      })),
    )
    const answers = await Promise.all(batches.map((lines) => client.log.append.mutate({ id, lines })))
    expect(answers).toEqual(batches.map(() => ({ accepted: 1_000, repeated: 0 })))
    const { items } = await client.log.list.query({ id, direction: 'backward', limit: 1 })
    expect(items[0]?.seq).toBe(19_999)
  })

  it('keeps a batch of calls that are just small enough within the server’s bound', async () => {
    const { client, proxy } = await setUp()
    // Its answer repeats the code, and has some thousands of bytes more.
    const create = () => client.workload.create.mutate({ runtime: 'node', code: 'x'.repeat(10_000) })
    const created = await Promise.all(Array.from({ length: 100 }, create))
    expect(new Set(created.map(({ id }) => id)).size).toBe(100)
    expect(sizesOf(proxy.calls)).toEqual([100])
  })
})
