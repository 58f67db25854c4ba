import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIsolaClient, type IsolaClient } from '@isola/client'

const MAIN = join(import.meta.dirname, '../../server/src/main.ts')
const KEY = `isk_${'end-to-end_'.repeat(4)}`

export interface Server {
  url: string
  /** As it is printed: whoever opens it first becomes the first admin. */
  setUpLink: string
  /** What is wrong, by its log. */
  logged(): string
  /** For what is preloaded; resolves once it has answered. */
  tell(what: object): Promise<void>
  /** Another program, with an admin’s key. */
  program: IsolaClient
  key: string
  stop(): Promise<void>
}

interface Options {
  /** A module that is loaded before it; it may be told things, and answers each. */
  preload?: string
  /** Off unless a test is about what runs: where nothing claims it, what is pending stays so. */
  embeddedRunner?: 'on' | 'off'
}

/** The server as people run it, over a fresh folder. */
export async function startServer({ preload, embeddedRunner = 'off' }: Options = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-e2e-'))
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), MAIN], {
    env: {
      NODE_ENV: 'production',
      ISOLA_DATA_DIR: folder,
      ISOLA_PORT: '0',
      ISOLA_BOOTSTRAP_KEY: KEY,
      ISOLA_LOG_LEVEL: 'error',
      ISOLA_EMBEDDED_RUNNER: embeddedRunner,
    },
    stdio: ['ignore', 'pipe', 'pipe', ...(preload ? ['ipc' as const] : [])],
  })
  const closed = once(child, 'close')
  let said = ''
  let logged = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    logged += chunk
  })
  const greeted = new Promise<void>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      if (/ready at .*\n\n$/s.test(said)) resolve()
    })
  })
  await Promise.race([
    greeted,
    closed.then(() => {
      throw new Error(`The server did not start: ${said}`)
    }),
  ])
  const url = /ready at (\S+)/.exec(said)?.[1] ?? ''
  return {
    url,
    setUpLink: /\S+\/setup\?token=\S+/.exec(said)?.[0] ?? '',
    logged: () => logged,
    program: createIsolaClient({ url, apiKey: KEY }),
    key: KEY,
    async tell(what) {
      const answered = once(child, 'message')
      child.send(what)
      await answered
    },
    async stop() {
      child.kill('SIGKILL')
      await closed
      rmSync(folder, { recursive: true })
    },
  }
}
