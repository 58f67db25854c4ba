import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Auth, admission, authHandler, clientAddress, createRateLimits, openAuth } from '@isola/auth'
import { type Actor, type Clock, type KeyRole, LIMITS, systemClock } from '@isola/domain'
import { openStore, type Store } from '@isola/store'
import { authDatabase } from '@isola/store/auth-database'
import { onTestFinished } from 'vitest'
import { Capacity } from '../capacity/capacity.ts'
import { ChangesFeed } from '../feed/changes-feed.ts'
import { Notifier } from '../feed/notifier.ts'
import { apiHandler } from '../http/api-handler.ts'
import { Wire } from './wire.ts'

export interface Served {
  url: string
  store: Store
  auth: Auth
  notifier: Notifier
  capacity: Capacity
  /** As the server's stop begins: streams and waits end. */
  stopping: AbortController
  /** Reads of the feed of changes that failed. */
  feedFailures: unknown[]
  /** What was not foreseen. */
  failures: { errorId: string; path: string | undefined; error: unknown }[]
  /** A new key of that role. */
  key(role: KeyRole): Promise<{ id: string; key: string }>
  /** Somebody who brings these headers; nobody without any. */
  wire(headers?: Record<string, string>): Wire
  /** A program with a new key of that role. */
  as(role: KeyRole): Promise<Wire>
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

export const SETTER_UP: Actor = { kind: 'system', id: 'test', name: 'Test' }

/** The API on a real port, over a real file; gone when the test is. `wrap` puts something before the store, to break it. */
export async function serve({
  clock = systemClock,
  rateLimit = null as number | null,
  trustedProxies = [] as string[],
  waits = LIMITS.waits as number,
  bytesInFlight = LIMITS.bytesInFlight as number,
  wrap = (store: Store): Store => store,
}: {
  clock?: Clock
  rateLimit?: number | null
  trustedProxies?: string[]
  waits?: number
  bytesInFlight?: number
  wrap?: (store: Store) => Store
} = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-api-'))
  const opened = await openStore({ url: `file:${join(folder, 'isola.db')}`, clock, durability: 'normal' })
  const store = wrap(opened)
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const origins = [url]
  const auth = openAuth({
    database: authDatabase(opened),
    clock,
    secret: 'a secret of tests alone, and long enough',
    origins,
    warn: () => undefined,
  })
  const stopping = new AbortController()
  const notifier = new Notifier(store, waits)
  const feedFailures: unknown[] = []
  const changes = new ChangesFeed(store, notifier, (error) => feedFailures.push(error))
  const services = {
    store,
    auth,
    notifier,
    changes,
    capacity: new Capacity(bytesInFlight),
    version: '0.0.0-test',
    stopping: stopping.signal,
  }
  const failures: Served['failures'] = []
  const addressOf = clientAddress(trustedProxies)
  const admit = admission({ auth, limits: createRateLimits(rateLimit), addressOf, origins })
  const api = apiHandler({ services, admit, onInternal: (failure) => failures.push(failure) })
  const signIn = authHandler(auth, admit, addressOf)
  server.on('request', (request, response) => {
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const answered = pathname.startsWith('/api/auth/')
      ? signIn(request, response)
      : api(request, response, pathname)
    answered.catch((error: unknown) => {
      // Who has left is told nothing, and is no failure.
      if (response.destroyed) return
      failures.push({ errorId: 'none', path: pathname, error })
      response.destroy()
    })
  })
  onTestFinished(async () => {
    stopping.abort()
    server.close()
    server.closeAllConnections()
    await opened.close()
    rmSync(folder, { recursive: true })
  })
  const key = (role: KeyRole) => auth.keys.create({ name: `a ${role}`, role }, SETTER_UP)
  const wire = (headers?: Record<string, string>) => new Wire(url, headers)
  const as = async (role: KeyRole) => wire(bearer((await key(role)).key))
  return {
    url,
    store,
    auth,
    notifier,
    capacity: services.capacity,
    stopping,
    feedFailures,
    failures,
    key,
    wire,
    as,
  }
}
