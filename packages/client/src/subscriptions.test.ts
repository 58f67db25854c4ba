import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createIsolaClient, type IsolaClient } from './create-isola-client.ts'
import { type Fault, faultProxy, streaming } from './testing/fault-proxy.ts'
import { followChanges, followLog } from './testing/follow.ts'
import { spawnServer } from './testing/spawn-server.ts'

const shared = await spawnServer()
afterAll(shared.stop)

async function setUp(server = shared, options: { timeoutMs?: number } = {}) {
  const proxy = await faultProxy(server.url)
  // One that nothing fails for, to bring things about with.
  return {
    proxy,
    sure: createIsolaClient(server),
    client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey, ...options }),
  }
}

async function ownServer() {
  const server = await spawnServer()
  onTestFinished(server.stop)
  return server
}

const create = (client: IsolaClient) => client.workload.create.mutate({ runtime: 'node', hold: true })
const line = (seq: number) => ({ seq, stream: 'stdout' as const, line: `line ${seq}` })
/** Long enough to connect anew several times, on busy cores. */
const slow = { timeout: 25_000 }

describe('changes', () => {
  it('are told as they happen, each once, however often the connection breaks', async () => {
    const { client, sure, proxy } = await setUp()
    const followed = followChanges(client)
    const made: string[] = []
    for (let round = 1; round <= 4; round++) {
      await expect.poll(() => followed.started, slow).toBe(round)
      made.push((await create(sure)).id)
      proxy.cut()
      made.push((await create(sure)).id, (await create(sure)).id)
    }
    await expect.poll(() => followed.items.length, slow).toBeGreaterThanOrEqual(12)
    expect(followed.items.map(({ data }) => data.event.workloadId)).toEqual(made)
  })

  it('are not missed when the connection breaks before the first of them', async () => {
    const { client, sure, proxy } = await setUp()
    const followed = followChanges(client)
    await expect.poll(() => followed.started).toBe(1)
    proxy.faults.push('refuse')
    proxy.cut()
    const { id } = await create(sure)
    await expect.poll(() => followed.items.map(({ data }) => data.event.workloadId), slow).toEqual([id])
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('go on when the server is restarted by %s', async (signal) => {
    const server = await ownServer()
    const client = createIsolaClient(server)
    const followed = followChanges(client)
    await expect.poll(() => followed.started).toBe(1)
    const before = await create(client)
    await server.restart(signal)
    // Two that the subscriber may not have come back for, and one for which it has.
    const meanwhile = [await create(client), await create(client)]
    await expect.poll(() => followed.items.length, slow).toBe(3)
    const after = await create(client)
    await expect.poll(() => followed.items.length, slow).toBe(4)
    const ids = [before, ...meanwhile, after].map(({ id }) => id)
    expect(followed.items.map(({ data }) => data.event.workloadId)).toEqual(ids)
    expect(followed.error).toBeUndefined()
  })

  it('continue after the event that a caller names', async () => {
    const { client } = await setUp()
    const first = await create(client)
    const { items } = await client.workload.events.query({ id: first.id })
    const second = await create(client)
    const followed = followChanges(client, { lastEventId: String(items[0]?.seq) })
    await expect.poll(() => followed.items.map(({ data }) => data.event.workloadId)).toEqual([second.id])
  })

  it('are filtered', async () => {
    const { client } = await setUp()
    const followed = followChanges(client, { filter: { runtime: ['go'] } })
    await expect.poll(() => followed.started).toBe(1)
    await create(client)
    const { id } = await client.workload.create.mutate({ runtime: 'go', hold: true })
    await expect.poll(() => followed.items.map(({ data }) => data.workload?.id)).toEqual([id])
  })
})

describe('a log', () => {
  it('is told from its first line, each line once, however often the connection breaks', async () => {
    const { client, sure, proxy } = await setUp()
    const { id } = await create(sure)
    await sure.log.append.mutate({ id, lines: [line(0), line(1)] })
    const followed = followLog(client, { id })
    const seqs = () => followed.items.flatMap(({ data }) => data.lines.map(({ seq }) => seq))
    for (let round = 1; round <= 3; round++) {
      await expect.poll(() => followed.started, slow).toBe(round)
      await expect.poll(seqs, slow).toHaveLength(round * 2)
      proxy.cut()
      await sure.log.append.mutate({ id, lines: [line(round * 2), line(round * 2 + 1)] })
    }
    await expect.poll(seqs, slow).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
})

describe('a subscription', () => {
  it('outlasts a server that is busy, or asks for patience', async () => {
    const { client, proxy } = await setUp()
    proxy.faults.push(
      { status: 503, body: 'Back in a minute' },
      streaming(503, { code: 'STORE_BUSY' }),
      streaming(429, { code: 'RATE_LIMITED', retryAfterSeconds: 0 }),
    )
    const followed = followChanges(client)
    await expect.poll(() => followed.started, slow).toBe(3)
    expect(proxy.calls).toHaveLength(4)
    const { id } = await create(client)
    await expect.poll(() => followed.items.map(({ data }) => data.event.workloadId), slow).toEqual([id])
    expect(followed.error).toBeUndefined()
  })

  const stream = { status: 200, type: 'text/event-stream', open: true }
  it.each<[string, number, Fault]>([
    ['is never answered', 1, 'hang'],
    ['is answered with nothing', 1, { ...stream, body: '' }],
    [
      'goes silent, pings included',
      2,
      { ...stream, body: 'event: connected\ndata: {"reconnectAfterInactivityMs":300}\n\n' },
    ],
  ])('connects again when its connection %s', async (_, connections, fault) => {
    const { client, sure, proxy } = await setUp(shared, { timeoutMs: 2_000 })
    proxy.faults.push(fault)
    const followed = followChanges(client)
    await expect.poll(() => followed.started, slow).toBe(connections)
    expect(proxy.calls.length).toBeGreaterThan(1)
    await expect.poll(() => proxy.ended.length, slow).toBeGreaterThan(0)
    const { id } = await create(sure)
    await expect.poll(() => followed.items.map(({ data }) => data.event.workloadId), slow).toContain(id)
    expect(followed.error).toBeUndefined()
  })

  it('is ended by the caller, who then hears no more', async () => {
    const { client, proxy } = await setUp()
    const abort = new AbortController()
    const subscriptions = [followChanges(client), followChanges(client, undefined, abort.signal)]
    await expect.poll(() => subscriptions.map(({ started }) => started)).toEqual([1, 1])
    subscriptions[0]?.unsubscribe()
    abort.abort()
    await create(client)
    proxy.cut()
    const witness = followChanges(client)
    await expect.poll(() => witness.started).toBe(1)
    expect(subscriptions.flatMap(({ items }) => items)).toEqual([])
    expect(proxy.calls.filter((call) => call === 'workload.changes')).toHaveLength(3)
  })
})
