import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ask, bearer, call } from './testing/ask.ts'
import { scratchFolder } from './testing/scratch-folder.ts'
import { needSmallDisk } from './testing/small-disk.ts'
import { BOOTSTRAP_KEY, launch, type SpawnedServer, spawnServer, stop } from './testing/spawn-server.ts'

const ENV = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY }
const held = { runtime: 'node', hold: true }

const readinessOf = async ({ url }: SpawnedServer) => {
  const { status, text } = await ask(url, '/readyz')
  return { status, body: JSON.parse(text) }
}

describe('a full disk', () => {
  it('is 503 with its code for readiness and for whoever writes; reads go on, and so does all when there is room', async (context) => {
    const disk = needSmallDisk(context)
    const server = await spawnServer({ dataDir: join(disk.folder, 'data'), env: ENV })
    const { url } = server
    const { key } = await call(url, 'admin.keys.create', BOOTSTRAP_KEY, { name: 'reader', role: 'viewer' })
    const { id } = await call(url, 'workload.create', BOOTSTRAP_KEY, held)
    disk.fill()

    const refused = async () => {
      const body = { ...held, code: 'x'.repeat(50_000) }
      const headers = bearer(BOOTSTRAP_KEY)
      const { status, text } = await ask(url, '/api/trpc/workload.create', { headers, body })
      expect({ status, code: JSON.parse(text).error?.data.isola.code }).toEqual({
        status: 503,
        code: 'STORE_FULL',
      })
    }
    await vi.waitFor(refused, { timeout: 10_000 })
    await vi.waitFor(
      async () =>
        expect(await readinessOf(server)).toEqual({
          status: 503,
          body: { ready: false, reason: 'STORE_FULL' },
        }),
      { timeout: 10_000 },
    )
    // The key was never used: that it is now cannot be written down, and holds nobody up.
    expect(await call(url, 'workload.get', String(key), { id }, { method: 'GET' })).toMatchObject({ id })
    expect((await ask(url, '/metrics')).text).toContain('isola_workloads{status="pending"} 1')
    expect((await ask(url, '/healthz')).status).toBe(200)
    const { setUpToken: token } = server
    const person = { token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
    const setUp = await ask(url, '/api/auth/set-up', { body: person })
    expect({ status: setUp.status, code: JSON.parse(setUp.text).code }).toEqual({
      status: 503,
      code: 'STORE_FULL',
    })

    disk.makeRoom()
    await vi.waitFor(async () => expect((await readinessOf(server)).status).toBe(200), { timeout: 10_000 })
    await call(url, 'workload.create', BOOTSTRAP_KEY, held)
    expect((await ask(url, '/api/auth/set-up', { body: person })).status).toBe(200)
    await stop(server)
  })

  it('stops a start with a clear message, and leaves no secret that is half written', async (context) => {
    const disk = needSmallDisk(context)
    const dataDir = join(disk.folder, 'data')
    mkdirSync(dataDir, { mode: 0o700 })
    disk.fill()
    const { server } = launch({ dataDir, env: ENV })
    expect(await server.exited).toEqual({ code: 1, signal: null })
    expect(server.err()).toBe('The disk is full: nothing was written\n')
    disk.makeRoom()
    await stop(await spawnServer({ dataDir, env: ENV }))
    expect(readFileSync(join(dataDir, 'cookie-secret'), 'utf8')).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})

describe('a disk that is read-only', () => {
  it('stops a start with a clear message', async (context) => {
    const disk = needSmallDisk(context)
    const dataDir = join(disk.folder, 'data')
    await stop(await spawnServer({ dataDir, env: ENV }))
    disk.makeReadOnly()
    const { server } = launch({ dataDir, env: ENV })
    expect(await server.exited).toEqual({ code: 1, signal: null })
    expect(server.err()).toBe('ISOLA_DATA_DIR: the folder could not be written to (EROFS)\n')
    const { server: fresh } = launch({ dataDir: join(disk.folder, 'other') })
    expect(await fresh.exited).toEqual({ code: 1, signal: null })
    expect(fresh.err()).toMatch(/^ISOLA_DATA_DIR: the folder could not be made \(E[A-Z]+\)\n$/)
  })
})

describe('the cookie secret', () => {
  it('that is damaged stops the start by its name, instead of being taken', async () => {
    const dataDir = scratchFolder()
    for (const damaged of ['', 'short']) {
      writeFileSync(join(dataDir, 'cookie-secret'), damaged)
      const { server } = launch({ dataDir })
      expect(await server.exited).toEqual({ code: 1, signal: null })
      expect(server.err()).toMatch(/^[^\n]*cookie-secret is damaged[^\n]*\n$/)
    }
  })

  it('stays the same from start to start, and its owner’s alone', async () => {
    const dataDir = scratchFolder()
    const file = join(dataDir, 'cookie-secret')
    await stop(await spawnServer({ dataDir }))
    const first = readFileSync(file, 'utf8')
    await stop(await spawnServer({ dataDir }))
    expect(readFileSync(file, 'utf8')).toBe(first)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
