import { afterAll, describe, expect, it } from 'vitest'
import { createIsolaClient } from './create-isola-client.ts'
import { isIsolaError } from './is-isola-error.ts'
import { faultProxy } from './testing/fault-proxy.ts'
import { followChanges, followLog } from './testing/follow.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)
const admin = createIsolaClient(server)

/** Another caller, whose connections are counted. */
async function caller(apiKey?: string) {
  const proxy = await faultProxy(server.url)
  return { proxy, client: createIsolaClient({ url: proxy.url, ...(apiKey !== undefined && { apiKey }) }) }
}

const UNKNOWN = '0000000000000000000000000N'

describe('an error that is there to stay ends a subscription, typed, and is not tried again:', () => {
  it('no credentials', async () => {
    const { client, proxy } = await caller()
    const followed = followChanges(client)
    await expect.poll(() => isIsolaError(followed.error, 'UNAUTHENTICATED')).toBe(true)
    expect(proxy.calls).toHaveLength(1)
  })

  it('a key that is none', async () => {
    const { client, proxy } = await caller(`isk_${'x'.repeat(40)}`)
    const followed = followChanges(client)
    await expect.poll(() => isIsolaError(followed.error, 'UNAUTHENTICATED')).toBe(true)
    expect(proxy.calls).toHaveLength(1)
  })

  it('a role that may not', async () => {
    const { key } = await admin.admin.keys.create.mutate({ name: 'a runner', role: 'runner' })
    const { client, proxy } = await caller(key)
    const followed = followChanges(client)
    await expect.poll(() => isIsolaError(followed.error, 'FORBIDDEN')).toBe(true)
    expect(proxy.calls).toHaveLength(1)
  })

  it('a workload that is not there', async () => {
    const { client, proxy } = await caller(server.apiKey)
    const followed = followLog(client, { id: UNKNOWN })
    await expect.poll(() => followed.error).toBeDefined()
    const { error } = followed
    expect(isIsolaError(error, 'WORKLOAD_NOT_FOUND') && error.data.isola.id).toBe(UNKNOWN)
    expect(proxy.calls).toHaveLength(1)
  })

  it('an input that is wrong', async () => {
    const { client, proxy } = await caller(server.apiKey)
    const followed = followChanges(client, { lastEventId: '999999999' })
    await expect.poll(() => followed.error).toBeDefined()
    const { error } = followed
    const issues = isIsolaError(error, 'INVALID_INPUT') ? error.data.isola.issues : []
    expect(issues).toEqual([{ path: 'lastEventId', message: 'is yet to come' }])
    expect(proxy.calls).toHaveLength(1)
  })

  it('a key that is revoked while it is in use', async () => {
    const { id, key } = await admin.admin.keys.create.mutate({ name: 'a viewer', role: 'viewer' })
    const { client, proxy } = await caller(key)
    const followed = followChanges(client)
    await expect.poll(() => followed.started).toBe(1)
    await admin.admin.keys.revoke.mutate({ id })
    await expect.poll(() => isIsolaError(followed.error, 'UNAUTHENTICATED')).toBe(true)
    expect(proxy.calls).toHaveLength(1)
  })

  it('an answer that is no stream, whose connection is closed at once', async () => {
    const { client, proxy } = await caller(server.apiKey)
    for (const status of [200, 404]) {
      proxy.faults.push({ status, body: 'A page', open: true })
      const followed = followChanges(client)
      await expect.poll(() => followed.error).toBeDefined()
    }
    await expect.poll(() => proxy.ended).toEqual(['workload.changes', 'workload.changes'])
    expect(proxy.calls).toHaveLength(2)
  })

  it('a server that is not Isola', async () => {
    const { client, proxy } = await caller(server.apiKey)
    proxy.faults.push({ status: 404, body: 'No such page' })
    const followed = followChanges(client)
    await expect.poll(() => followed.error).toMatchObject({ message: expect.stringContaining('404') })
    expect(isIsolaError(followed.error)).toBe(false)
    expect(proxy.calls).toHaveLength(1)
  })
})
