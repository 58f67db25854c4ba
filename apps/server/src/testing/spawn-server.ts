import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { beforeAll, onTestFinished } from 'vitest'
import { ROOT, SETTINGS } from '../config.ts'
import { type OnEnd, scratchFolder } from './scratch-folder.ts'

const MAIN = join(ROOT, 'apps/server/src/main.ts')
/** For whoever needs an admin and no browser. */
export const BOOTSTRAP_KEY = `isk_${'0123456789abcdef'.repeat(2)}`

export interface ServerProcess {
  dataDir: string
  pid: number
  /** Standard output: the log, line by line. */
  out(): string
  stdout: Readable
  /** Standard error: what people are told. */
  err(): string
  kill(signal: NodeJS.Signals): void
  /** Resolves when the process has ended and all it said was read. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export interface SpawnedServer extends ServerProcess {
  url: string
  /** Null when somebody administers it. */
  setUpToken: string | null
}

interface Spawning {
  env?: Record<string, string>
  /** One of its own, unless it is given. */
  dataDir?: string
  main?: string
  /** Replaces Node and `main`. */
  command?: string[]
  /** A group of processes of its own, as a shell gives to what is started by hand. */
  ownGroup?: boolean
  onEnd?: OnEnd
}

/** A process of its own, on any free port, in an environment that holds what is given and nothing else. */
export function launch({
  env = {},
  dataDir: given,
  main = MAIN,
  command = [process.execPath, main],
  ownGroup = false,
  onEnd = onTestFinished,
}: Spawning = {}) {
  const dataDir = given ?? join(scratchFolder(onEnd), 'data')
  // Empty is unset, also for whatever a .env of the developer’s says.
  const unset = Object.fromEntries(SETTINGS.map((name) => [name, '']))
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    env: {
      ...unset,
      NODE_ENV: 'production',
      ISOLA_PORT: '0',
      ISOLA_DATA_DIR: dataDir,
      ISOLA_EMBEDDED_RUNNER: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  })
  onEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said.out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said.err += chunk
  })
  const exited = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  const server: ServerProcess = {
    dataDir,
    pid: child.pid ?? 0,
    out: () => said.out,
    stdout: child.stdout,
    err: () => said.err,
    kill: (signal) => void child.kill(signal),
    exited,
  }
  return { server, stderr: child.stderr }
}

/** Resolves when it greets. */
export async function spawnServer(spawning: Spawning = {}): Promise<SpawnedServer> {
  const { server, stderr } = launch(spawning)
  const greeted = new Promise<void>((resolve) => {
    stderr.on('data', () => {
      if (/ready at .*\n\n$/s.test(server.err())) resolve()
    })
  })
  const early = server.exited.then(({ code }) => {
    throw new Error(`It ended with ${code}: ${server.err()}`)
  })
  await Promise.race([greeted, early])
  early.catch(() => undefined)
  const url = /ready at (\S+)/.exec(server.err())?.[1] ?? ''
  return { ...server, url, setUpToken: /setup\?token=(\S+)/.exec(server.err())?.[1] ?? null }
}

/** Ends it as an operator does. */
export async function stop(server: ServerProcess): Promise<void> {
  server.kill('SIGTERM')
  const { code } = await server.exited
  if (code !== 0) throw new Error(`It ended with ${code}: ${server.err()}`)
}

/** One server for all tests of a file that leave it as it was. */
export function serverOfThisFile(env: Record<string, string>): () => SpawnedServer {
  let server: SpawnedServer | undefined
  beforeAll(async () => {
    const endings: Parameters<OnEnd>[0][] = []
    server = await spawnServer({ env, onEnd: (tidyUp) => void endings.push(tidyUp) })
    return async () => {
      for (const tidyUp of endings.reverse()) await tidyUp()
    }
  })
  return () => {
    if (!server) throw new Error('It has not started')
    return server
  }
}
