import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { CallTimeoutError } from './call-timeout-error.ts'
import { createIsolaClient } from './create-isola-client.ts'
import { isIsolaError } from './is-isola-error.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { spawnServer } from './testing/spawn-server.ts'
import { WaitTimeoutError, waitForWorkload } from './wait-for-workload.ts'

const server = await spawnServer()
afterAll(server.stop)
const sure = createIsolaClient(server)

async function setUp() {
  const proxy = await faultProxy(server.url)
  const { id } = await sure.workload.create.mutate({ runtime: 'node', hold: true })
  return { id, proxy, client: createIsolaClient({ url: proxy.url, apiKey: server.apiKey }) }
}

describe('waitForWorkload', () => {
  it('resolves with the workload once it has ended', async () => {
    const { id, client, proxy } = await setUp()
    const waiting = client.waitForWorkload(id)
    await expect.poll(() => proxy.calls).toEqual(['workload.wait'])
    await sure.workload.update.mutate({ id, status: 'running' })
    const output = { contentType: 'text/plain', encoding: 'utf8', data: '42' } as const
    await sure.workload.update.mutate({ id, status: 'completed', output })
    expect(await waiting).toMatchObject({ id, status: 'completed', output: { data: '42' } })
  })

  it('resolves at once with one that had ended', async () => {
    const { id, client } = await setUp()
    await sure.workload.kill.mutate({ id })
    expect(await client.waitForWorkload(id)).toMatchObject({ status: 'killed', cause: 'operator' })
  })

  it('goes on when its request is lost', async () => {
    const { id, client, proxy } = await setUp()
    const waiting = client.waitForWorkload(id)
    await expect.poll(() => proxy.calls).toHaveLength(1)
    proxy.cut()
    await expect.poll(() => proxy.calls).toHaveLength(2)
    await sure.workload.kill.mutate({ id })
    expect(await waiting).toMatchObject({ id, status: 'killed' })
  })

  it('goes on when the server is restarted', async () => {
    const own = await spawnServer()
    onTestFinished(own.stop)
    const client = createIsolaClient({ ...own, attempts: 12 })
    const { id } = await client.workload.create.mutate({ runtime: 'node', hold: true })
    const waiting = client.waitForWorkload(id)
    await own.restart()
    await client.workload.kill.mutate({ id })
    expect(await waiting).toMatchObject({ id, status: 'killed' })
  })

  it('rejects, typed, when the time is up, and leaves the workload as it is', async () => {
    const { id, client } = await setUp()
    const error: unknown = await client
      .waitForWorkload(id, { timeoutMs: 1 })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(WaitTimeoutError)
    expect(error).toMatchObject({ id, message: expect.stringContaining('within 1 ms') })
    expect(await sure.workload.get.query({ id })).toMatchObject({ status: 'pending' })
  })

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, Number.MAX_SAFE_INTEGER])(
    'waits for %d ms, if it takes that long',
    async (timeoutMs) => {
      const { id, client, proxy } = await setUp()
      const waiting = client.waitForWorkload(id, { timeoutMs })
      await expect.poll(() => proxy.calls).toEqual(['workload.wait'])
      await sure.workload.kill.mutate({ id })
      expect(await waiting).toMatchObject({ id, status: 'killed' })
    },
  )

  it('asks again when a connection has died without a word, but not for ever', async () => {
    const { id } = await setUp()
    await sure.workload.kill.mutate({ id })
    /** Where so many requests come to nothing. */
    const dying = (requests: number) => {
      let left = requests
      const query: typeof sure.workload.wait.query = (...call) =>
        left-- > 0
          ? Promise.reject(new CallTimeoutError('workload.wait', 1))
          : sure.workload.wait.query(...call)
      return { workload: { wait: { query } } }
    }
    expect(await waitForWorkload(dying(2), id)).toMatchObject({ id, status: 'killed' })
    await expect(waitForWorkload(dying(3), id)).rejects.toThrow(CallTimeoutError)
  })

  it('ends as its signal aborts', async () => {
    const { id, client, proxy } = await setUp()
    const abort = new AbortController()
    const waiting = client.waitForWorkload(id, { signal: abort.signal, timeoutMs: 3_600_000 })
    await expect.poll(() => proxy.calls).toHaveLength(1)
    abort.abort(new Error('no longer of interest'))
    await expect(waiting).rejects.toThrow('no longer of interest')
    await expect(client.waitForWorkload(id, { signal: abort.signal })).rejects.toThrow(
      'no longer of interest',
    )
    expect(proxy.calls).toHaveLength(1)
  })

  it('rejects with what Isola says, typed', async () => {
    const { client } = await setUp()
    const error: unknown = await client
      .waitForWorkload('0000000000000000000000000N')
      .catch((reason: unknown) => reason)
    expect(isIsolaError(error, 'WORKLOAD_NOT_FOUND')).toBe(true)
  })
})
