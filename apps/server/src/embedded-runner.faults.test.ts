import { describe, expect, it, vi } from 'vitest'
import { readSecret, runnerKeyOf } from './secret.ts'
import { ask, call } from './testing/ask.ts'
import { findDamage } from './testing/lost-writes.ts'
import { processesWith } from './testing/processes.ts'
import { BOOTSTRAP_KEY, type SpawnedServer, spawnServer, stop } from './testing/spawn-server.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const ENV = { ISOLA_BOOTSTRAP_KEY: BOOTSTRAP_KEY, ISOLA_EMBEDDED_RUNNER: 'on' }
const PATIENT = { timeout: 60_000, interval: 100 }

interface Spawning {
  env?: Record<string, string>
  dataDir?: string
  ownGroup?: boolean
}

/** A server with a runner of its own. */
const spawn = ({ env, ...spawning }: Spawning = {}) => spawnServer({ env: { ...ENV, ...env }, ...spawning })

const read = (url: string, procedure: string, input?: object) =>
  call(url, procedure, BOOTSTRAP_KEY, input, { method: 'GET' })

async function itemsOf({ url }: SpawnedServer, procedure: string, input?: object) {
  const { items } = await read(url, procedure, input)
  return items as Record<string, unknown>[]
}

/** The runner, once it is there and has tried what it can run. */
const theRunner = (server: SpawnedServer) =>
  vi.waitFor(async () => {
    const [runner, ...others] = await itemsOf(server, 'runner.list')
    expect(others).toEqual([])
    expect(runner).toMatchObject({ live: true })
    return runner
  }, PATIENT)

const runnerKeys = async (server: SpawnedServer) =>
  (await itemsOf(server, 'admin.keys.list')).filter(({ role }) => role === 'runner')

async function submit(server: SpawnedServer, code: string): Promise<string> {
  const workload = { runtime: 'node', isolation: 'isolate', code, timeoutSeconds: 600 }
  return String((await call(server.url, 'workload.create', BOOTSTRAP_KEY, workload)).id)
}

/** Says so and goes on for some seconds, and says so again. */
const lasting = (seconds: number) =>
  `console.log("begun"); await new Promise((resolve) => setTimeout(resolve, ${seconds * 1_000})); console.log("done")`

const linesOf = async (server: SpawnedServer, id: string) =>
  (await itemsOf(server, 'log.list', { id })).map(({ line }) => line)

async function begin(server: SpawnedServer, seconds: number): Promise<string> {
  const id = await submit(server, lasting(seconds))
  await vi.waitFor(async () => expect(await linesOf(server, id)).toEqual(['begun']), PATIENT)
  return id
}

const reaches = (server: SpawnedServer, id: string, what: object, options = PATIENT) =>
  vi.waitFor(async () => expect(await read(server.url, 'workload.get', { id })).toMatchObject(what), options)

/** Every status that its history knows. */
const pathOf = async (server: SpawnedServer, id: string) =>
  (await itemsOf(server, 'workload.events', { id })).flatMap(({ to }) => to ?? []).sort()

const runnersOf = ({ dataDir }: SpawnedServer) => processesWith(dataDir).filter(({ isRunner }) => isRunner)

/** What the kernel ends it may end a moment later. */
const nothingIsLeft = (dataDir: string) =>
  vi.waitFor(() => expect(processesWith(dataDir)).toEqual([]), PATIENT)

describe('the embedded runner', { timeout: 120_000 }, () => {
  it('has a key of its own, which admins see, in the audit trail too', async () => {
    const server = await spawn()
    const runner = await theRunner(server)
    expect(await runnerKeys(server)).toMatchObject([{ id: runner?.id, name: 'embedded', revokedAt: null }])
    const entries = await itemsOf(server, 'admin.audit.list')
    expect(entries.filter(({ target }) => target === runner?.id)).toMatchObject([
      { action: 'key.created', actor: { kind: 'system', name: 'Isola' } },
    ])
    const id = await submit(server, lasting(0))
    await reaches(server, id, { status: 'completed', nodeId: runner?.id })
  })

  it('keeps its key out of arguments, of the log and of what people are told', async () => {
    const server = await spawn({ env: { ISOLA_LOG_LEVEL: 'debug' } })
    await theRunner(server)
    const processes = processesWith(server.dataDir)
    expect(processes.filter(({ isRunner }) => isRunner)).toHaveLength(1)
    await stop(server)
    const key = runnerKeyOf(readSecret(server.dataDir))
    expect(server.out()).toContain('"part":"runner"')
    const said = [server.out(), server.err(), ...processes.map(({ commandLine }) => commandLine)]
    expect(said.filter((text) => text.includes(key.slice(4)))).toEqual([])
  })

  it('is the same one after a restart', async () => {
    const first = await spawn()
    const before = await theRunner(first)
    await stop(first)
    const second = await spawn({ dataDir: first.dataDir })
    expect(await theRunner(second)).toMatchObject({ id: before?.id })
    expect(await runnerKeys(second)).toHaveLength(1)
    await reaches(second, await submit(second, lasting(0)), { status: 'completed', nodeId: before?.id })
  })

  it('that is killed −9 is started again, and works', async () => {
    const server = await spawn()
    await theRunner(server)
    const [killed] = runnersOf(server)
    process.kill(killed?.pid ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(server.out()).toContain('is started again'), PATIENT)
    await reaches(server, await submit(server, lasting(0)), { status: 'completed' })
    expect(runnersOf(server).map(({ pid }) => pid)).not.toContain(killed?.pid)
  })

  it('is not there where it is switched off', async () => {
    const server = await spawn({ env: { ISOLA_EMBEDDED_RUNNER: 'off' } })
    expect(processesWith(server.dataDir).map(({ pid }) => pid)).toEqual([server.pid])
    expect(await runnerKeys(server)).toEqual([])
  })

  it('ends when its key is revoked, and is not started again, as the log says', async () => {
    const server = await spawn()
    const runner = await theRunner(server)
    await call(server.url, 'admin.keys.revoke', BOOTSTRAP_KEY, { id: runner?.id })
    const said = 'the embedded runner is not started: its key was revoked'
    await vi.waitFor(() => expect(server.out()).toContain(said), PATIENT)
    expect(runnersOf(server)).toEqual([])
    await stop(server)
    const later = await spawn({ dataDir: server.dataDir })
    await vi.waitFor(() => expect(later.out()).toContain(said), PATIENT)
    expect(runnersOf(later)).toEqual([])
    expect(await runnerKeys(later)).toMatchObject([{ id: runner?.id, revokedAt: expect.any(String) }])
  })
})

describe('when its server stops, the embedded runner', { timeout: 120_000 }, () => {
  it('lets what runs end, and reports it, while readiness is off already', async () => {
    const server = await spawn({ env: { ISOLA_RUNNER_DRAIN_SECONDS: '60' } })
    const id = await begin(server, 4)
    server.kill('SIGTERM')
    await vi.waitFor(
      async () => expect((await ask(server.url, '/readyz')).text).toContain('STOPPING'),
      PATIENT,
    )
    const { status, revision } = await read(server.url, 'workload.get', { id })
    expect(status).toBe('running')
    expect(await server.exited).toEqual({ code: 0, signal: null })
    await nothingIsLeft(server.dataDir)
    const acknowledged = new Map([[id, Number(revision) + 1]])
    expect(await findDamage(server.dataDir, acknowledged)).toEqual({ lost: [], problems: [] })
    const later = await spawn({ dataDir: server.dataDir, env: { ISOLA_EMBEDDED_RUNNER: 'off' } })
    await reaches(later, id, { status: 'completed' })
    expect(await linesOf(later, id)).toEqual(['begun', 'done'])
  })

  it('does so too when a keyboard interrupts the whole group', async () => {
    const server = await spawn({ env: { ISOLA_RUNNER_DRAIN_SECONDS: '60' }, ownGroup: true })
    const id = await begin(server, 4)
    process.kill(-server.pid, 'SIGINT')
    expect(await server.exited).toEqual({ code: 0, signal: null })
    const later = await spawn({ dataDir: server.dataDir, env: { ISOLA_EMBEDDED_RUNNER: 'off' } })
    await reaches(later, id, { status: 'completed' })
  })

  it('ends what takes longer than it has, and says so', async () => {
    const server = await spawn({ env: { ISOLA_RUNNER_DRAIN_SECONDS: '0' } })
    const id = await begin(server, 600)
    await stop(server)
    await nothingIsLeft(server.dataDir)
    const later = await spawn({ dataDir: server.dataDir, env: { ISOLA_EMBEDDED_RUNNER: 'off' } })
    await reaches(later, id, {
      status: 'failed',
      cause: 'backend',
      error: expect.stringContaining('stopped'),
    })
  })
})

describe('when its server is killed −9, the embedded runner', { timeout: 180_000 }, () => {
  async function killed() {
    const server = await spawn()
    const id = await begin(server, 600)
    server.kill('SIGKILL')
    await nothingIsLeft(server.dataDir)
    return { id, dataDir: server.dataDir }
  }

  it('is gone soon, with all that it ran', async () => {
    await killed()
  })

  // Of a whole lease's length, and nothing but waiting: at full length only.
  if (full)
    it('has lost what it ran, and its successor runs it no second time', async () => {
      const { id, dataDir } = await killed()
      const later = await spawn({ dataDir })
      await reaches(later, id, { status: 'failed', cause: 'lost' }, { timeout: 120_000, interval: 500 })
      await reaches(later, await submit(later, lasting(0)), { status: 'completed' })
      expect(await pathOf(later, id)).toEqual(['failed', 'pending', 'running'])
      expect(await linesOf(later, id)).toEqual(['begun'])
    })
})
