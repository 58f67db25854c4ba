import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Backend, createIsolateBackend, createSandboxBackend } from '@isola/backends'
import { createIsolaClient, type IsolaClient } from '@isola/client'
import { type SpawnedServer, spawnServer } from '../http/spawn-server.ts'
import { type Program, TRIVIAL } from './programs.ts'

/** Isola as it is installed, with its own runner, and the same backends by themselves. */
export interface Installation {
  client: IsolaClient
  server: SpawnedServer
  isolate: Backend
  sandbox: Backend
  /** What this machine can run. */
  programs: Program[]
  /** Workloads that the runner runs at once. */
  capacity: number
  /** The runner's process. */
  runnerPid(): number
  stop(): Promise<void>
}

export async function install(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  const key = `isk_${randomBytes(32).toString('base64url')}`
  const capacity = 2 * availableParallelism()
  const server = await spawnServer('../../apps/server/src/main.ts', [], {
    NODE_ENV: 'production',
    ISOLA_DATA_DIR: join(folder, 'data'),
    ISOLA_PORT: '0',
    ISOLA_BOOTSTRAP_KEY: key,
    ISOLA_RUNNER_CAPACITY: String(capacity),
  })
  const client = createIsolaClient({ url: server.url, apiKey: key })
  const options = { scratchFolder: join(folder, 'bare'), name: 'isola-bench' }
  const isolate = createIsolateBackend(options)
  const sandbox = createSandboxBackend(options)
  const capabilities = await Promise.all([isolate, sandbox].map((backend) => backend.probe()))
  await untilProbed(client)
  const programs = TRIVIAL.filter(({ isolation, runtime }) =>
    capabilities.some((one) => one.isolation === isolation && one.runtimes.includes(runtime)),
  )
  for (const { name } of TRIVIAL.filter((program) => !programs.includes(program)))
    console.error(`NOT MEASURED, this machine cannot run it: ${name}`)
  return {
    client,
    server,
    isolate,
    sandbox,
    programs,
    capacity,
    runnerPid: () => server.children()[0] ?? 0,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A runner registers what it knows already, and all of it when it knows that. */
async function untilProbed(client: IsolaClient): Promise<void> {
  for (;;) {
    const { items } = await client.runner.list.query()
    if (items.some(({ capabilities }) => capabilities.length === 2)) return
    await setTimeout(100)
  }
}
