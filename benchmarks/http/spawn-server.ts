import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface SpawnedServer {
  url: string
  /** Processor time it has used, in seconds. */
  cpuSeconds(): number
  /** Its resident memory, in bytes. */
  residentBytes(): number
  /** Ids of the processes that it has started. */
  children(): number[]
  stop(): Promise<void>
}

const TICKS_PER_SECOND = 100
const PAGE_BYTES = 4_096

/** A server as a process of its own; ready when it says at which URL. */
export async function spawnServer(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<SpawnedServer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  let url: string | undefined
  for await (const line of createInterface({ input: child.stderr })) {
    url = /ready at (\S+)/.exec(line)?.[1]
    if (url) break
  }
  if (!url) throw new Error(`${script} ended before it was ready`)
  child.stderr.resume()
  const statistics = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return {
    url,
    cpuSeconds: () => (Number(statistics()[11]) + Number(statistics()[12])) / TICKS_PER_SECOND,
    children: () =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    residentBytes: () => Number(statistics()[21]) * PAGE_BYTES,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
