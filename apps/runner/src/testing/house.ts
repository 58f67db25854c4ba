import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createIsolaClient, type IsolaClient } from '@isola/client'
import { onTestFinished } from 'vitest'

const SERVER = join(import.meta.dirname, '../../../server/src/main.ts')
const RUNNER = join(import.meta.dirname, '../main.ts')
const KEY = `isk_${'runner-tests'.repeat(4)}`

export interface RunnerProcess {
  id: string
  folder: string
  /** Its log, a line each. */
  said: string[]
  kill(signal: NodeJS.Signals): void
  exited: Promise<number | null>
}

export interface House {
  url: string
  admin: IsolaClient
  /** A runner of its own, registered and ready; `url` is where it reaches the server. */
  addRunner(settings?: Record<string, string>): Promise<RunnerProcess>
  /** Another process over what the first has left, on the same port. */
  restartServer(): Promise<void>
  killServer(): Promise<void>
}

/** A server without a runner, and runners beside it, as processes over folders that are gone when the test is over. */
export async function openHouse(): Promise<House> {
  const folder = scratchFolder()
  let server = await startServer(folder, '0')
  onTestFinished(() => end(server.child))
  const { url } = server
  const admin = createIsolaClient({ url, apiKey: KEY })
  const killServer = () => end(server.child)
  return {
    url,
    admin,
    killServer,
    async restartServer() {
      await killServer()
      server = await startServer(folder, new URL(url).port)
    },
    async addRunner(settings = {}) {
      const { key, id } = await admin.admin.keys.create.mutate({ name: 'a runner', role: 'runner' })
      return startRunner(id, { ISOLA_URL: url, ISOLA_RUNNER_KEY: key, ...settings })
    },
  }
}

async function startRunner(id: string, settings: Record<string, string>): Promise<RunnerProcess> {
  const folder = scratchFolder()
  const child = spawn(process.execPath, [RUNNER], {
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      NODE_ENV: 'production',
      ISOLA_RUNNER_DATA_DIR: folder,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => end(child))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const said: string[] = []
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      said.push(line)
      if (line.includes('"msg":"ready"')) resolve()
    })
  })
  await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`The runner ended with ${code}: ${said.join('\n')}`)
    }),
  ])
  return { id, folder, said, kill: (signal) => void child.kill(signal), exited }
}

async function startServer(folder: string, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SERVER], {
    env: {
      NODE_ENV: 'production',
      ISOLA_DATA_DIR: folder,
      ISOLA_PORT: port,
      ISOLA_BOOTSTRAP_KEY: KEY,
      ISOLA_EMBEDDED_RUNNER: 'off',
      ISOLA_LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  for await (const line of createInterface(child.stderr)) {
    const url = /^Isola is ready at (\S+)$/.exec(line)?.[1]
    if (url === undefined) continue
    child.stderr.resume()
    return { child, url }
  }
  throw new Error('The server did not start')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isola-runner-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What a workload has left in its runner's folder. */
export const leftOf = (id: string, { folder }: RunnerProcess): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(id))

/** Processes on this machine whose command line or environment holds a word. */
export function processesWith(word: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return []
    try {
      const told = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${name}/${file}`, 'latin1'))
      return told.some((text) => text.includes(word)) ? [Number(name)] : []
    } catch {
      return []
    }
  })
}
