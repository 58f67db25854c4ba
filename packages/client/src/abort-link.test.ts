import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createIsolaClient } from './create-isola-client.ts'
import { answering, faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)

async function setUp() {
  const proxy = await faultProxy(server.url)
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  return { client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey }), proxy, abort }
}

const aborted = { cause: { name: 'AbortError' } }

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
})
