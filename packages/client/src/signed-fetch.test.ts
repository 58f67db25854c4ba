import { afterAll, expect, it } from 'vitest'
import { createIsolaClient } from './create-isola-client.ts'
import { spawnServer } from './testing/spawn-server.ts'

const server = await spawnServer()
afterAll(server.stop)

/** What is sent with a call, which is made all the same. */
async function credentialsOf(options: { apiKey?: string }) {
  const sent: unknown[] = []
  const client = createIsolaClient({
    url: server.url,
    ...options,
    fetch: (target, init) => {
      sent.push([new Headers(init?.headers).get('authorization'), init?.credentials])
      return fetch(target, init)
    },
  })
  const { caller } = await client.system.info.query()
  return { caller: caller?.name ?? null, sent }
}

it('a key is sent in a header, and no cookie beside it', async () => {
  const { apiKey } = server
  expect(await credentialsOf({ apiKey })).toEqual({
    caller: 'bootstrap',
    sent: [[`Bearer ${apiKey}`, 'omit']],
  })
})

it('without a key the cookie of this browser is sent, to whatever origin Isola is served from', async () => {
  expect(await credentialsOf({})).toEqual({ caller: null, sent: [[null, 'include']] })
})
