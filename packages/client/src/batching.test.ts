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
    const [workload, stats] = await Promise.all([
      client.workload.get.query({ id }),
      client.stats.summary.query(),
      client.log.list.query({ id }),
    ])
    expect(workload.id).toBe(id)
    expect(stats.byStatus.pending).toBeGreaterThan(0)
    expect(proxy.calls).toEqual(['workload.get,stats.summary,log.list'])
  })

  it('sends at most a hundred calls in a request, and no address over 8,000 characters', async () => {
    const { client, proxy, id } = await setUp()
    await Promise.all(Array.from({ length: 250 }, () => client.stats.summary.query()))
    expect(sizesOf(proxy.calls)).toEqual([100, 100, 50])
    proxy.calls.length = 0
    await Promise.all(
      Array.from({ length: 250 }, () => client.log.list.query({ id, search: 'ä'.repeat(50) })),
    )
    expect(sizesOf(proxy.calls).reduce((sum, size) => sum + size, 0)).toBe(250)
    expect(proxy.longestUrl()).toBeLessThanOrEqual(8_020)
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

  it('keeps a batch of calls that are just small enough within the server’s bound', async () => {
    const { client, proxy } = await setUp()
    // Three bytes each, as many as a UTF-16 unit can take.
    const create = () => client.workload.create.mutate({ runtime: 'node', code: '€'.repeat(27_900) })
    const created = await Promise.all(Array.from({ length: 100 }, create))
    expect(new Set(created.map(({ id }) => id)).size).toBe(100)
    expect(sizesOf(proxy.calls)).toEqual([100])
  })
})
