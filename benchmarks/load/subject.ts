import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { ANCHOR } from '../seed/anchor.ts'

const EVENT_LOOP = new URL('./event-loop.ts', import.meta.url)
const KEY = `isk_${'benchmark_'.repeat(4)}`

interface Delays {
  /** Milliseconds. */
  p99: number
  longest: number
}

/** A server of one checkout, in a process of its own over its own folder. */
export interface Subject {
  url: string
  /** Of an admin. */
  key: string
  /** False once it has ended, whatever ended it. */
  isAlive(): boolean
  residentBytes(): number
  /** How long its event loop stood still since the last call. */
  delays(): Promise<Delays>
  stop(): Promise<void>
}

/** @param record a seeded file to begin with, at the time that is its present; without it the record is empty */
export async function startSubject(checkout: string, record?: string): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-bench-'))
  const delaysFile = join(folder, 'delays.json')
  if (record) copyFileSync(record, join(folder, 'isola.db'))
  const preloaded = [EVENT_LOOP, ...(record ? [shiftedTo(ANCHOR)] : [])]
  const server = spawn(process.execPath, [join(checkout, 'apps/server/src/main.ts')], {
    cwd: checkout,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_OPTIONS: preloaded.map((module) => `--import=${module}`).join(' '),
      ISOLA_BENCH_DELAYS: delaysFile,
      ISOLA_DATA_DIR: folder,
      ISOLA_PORT: '0',
      ISOLA_BOOTSTRAP_KEY: KEY,
      ISOLA_EMBEDDED_RUNNER: 'off',
      ISOLA_LOG_LEVEL: 'silent',
    },
  })
  const isAlive = () => server.exitCode === null && server.signalCode === null
  let url: string | undefined
  for await (const line of createInterface({ input: server.stderr })) {
    url = /ready at (\S+)/.exec(line)?.[1]
    if (url) break
  }
  if (!url) throw new Error(`The server of ${checkout} ended before it was ready`)
  server.stderr.resume()
  return {
    // One address family, so that no request depends on which of the two answers first.
    url: url.replace('localhost', '127.0.0.1'),
    key: KEY,
    isAlive,
    residentBytes: () =>
      isAlive()
        ? Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) *
          1_024
        : 0,
    async delays() {
      rmSync(delaysFile, { force: true })
      server.kill('SIGUSR2')
      while (isAlive() && !existsSync(delaysFile)) await setTimeout(5)
      if (!isAlive()) return { p99: Number.POSITIVE_INFINITY, longest: Number.POSITIVE_INFINITY }
      return JSON.parse(readFileSync(delaysFile, 'utf8')) as Delays
    },
    async stop() {
      if (isAlive()) {
        const ended = once(server, 'exit')
        server.kill('SIGKILL')
        await ended
      }
      rmSync(folder, { recursive: true, maxRetries: 5 })
    },
  }
}

const shiftedTo = (time: number): URL => new URL(`../web/shifted.ts?by=${time - Date.now()}`, import.meta.url)
