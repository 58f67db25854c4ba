import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = join(import.meta.dirname, '../../../../apps/server/src/main.ts')

export interface SpawnedServer {
  url: string
  /** Of an admin. */
  apiKey: string
  /** Ends the process as a reboot would, and starts another on the same port and data. */
  restart(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  stop(): Promise<void>
}

/** The server as people run it, in a process of its own over a fresh folder; both are gone once it is stopped. */
export async function spawnServer(settings: Record<string, string> = {}): Promise<SpawnedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-client-'))
  const apiKey = `isk_${'tests-only_'.repeat(4)}`
  const start = (port: string) =>
    ready(
      spawn(process.execPath, [MAIN], {
        env: {
          ISOLA_DATA_DIR: folder,
          ISOLA_PORT: port,
          ISOLA_BOOTSTRAP_KEY: apiKey,
          ISOLA_LOG_LEVEL: 'silent',
          ISOLA_EMBEDDED_RUNNER: 'off',
          ...settings,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    )
  const { url, ...first } = await start('0')
  let { server } = first
  return {
    url,
    apiKey,
    async restart(signal = 'SIGTERM') {
      await end(server, signal)
      server = (await start(new URL(url).port)).server
    },
    async stop() {
      await end(server, 'SIGKILL')
      rmSync(folder, { recursive: true, maxRetries: 5 })
    },
  }
}

async function ready(server: ChildProcess): Promise<{ server: ChildProcess; url: string }> {
  const said: string[] = []
  if (server.stderr) {
    for await (const line of createInterface(server.stderr)) {
      said.push(line)
      const url = /^Isola is ready at (\S+)$/.exec(line)?.[1]
      if (url === undefined) continue
      server.stderr.resume()
      return { server, url }
    }
  }
  throw new Error(`The server did not start: ${said.join('\n')}`)
}

async function end(server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  // Its own runner holds standard error too, and the folder: both are gone when that is closed.
  const close = once(server, 'close')
  server.kill(signal)
  await close
}
