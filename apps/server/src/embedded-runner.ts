import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Config, ROOT } from './config.ts'

/** By its path alone: nothing of it is part of the server. */
const MAIN = join(ROOT, 'apps/runner/src/main.ts')
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** Whoever lived so long had started well. */
const LIVED_WELL_MS = 60_000
/** Beyond the time that it takes to drain by itself. */
const GRACE_MS = 5_000

export interface EmbeddedRunner {
  /** Lets what runs come to its end for a while; resolves when the process is gone. */
  stop(): Promise<void>
}

/**
 * The server's own runner: a process that is started again whenever it ends, for as long as the server lives.
 * @param isWelcome asked before each start; once it is not, none follows
 */
export function startRunner(
  config: Config,
  url: string,
  key: string,
  isWelcome: () => Promise<boolean>,
  log: Logger,
): EmbeddedRunner {
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  const env = {
    NODE_ENV: 'production' as const,
    ISOLA_RUNNER_NAME: 'embedded',
    ISOLA_RUNNER_DATA_DIR: join(config.ISOLA_DATA_DIR, 'runner'),
    ...config.runnerEnvironment,
    ISOLA_URL: url,
    ISOLA_RUNNER_KEY: key,
  }

  /** Resolves when it has ended, however it did; rejects when it could not be started. */
  async function live(): Promise<object> {
    child = spawn(process.execPath, [MAIN], {
      env,
      // It learns by the channel that its server is gone, however that died.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A group of its own: Ctrl+C would reach it too, and it takes a second signal for haste.
      detached: true,
    })
    const [code, signal] = await once(child, 'exit')
    return { code, signal }
  }

  async function keepAlive(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping.signal.aborted; ) {
      const startedAt = performance.now()
      try {
        if (!(await isWelcome())) {
          log.warn('the embedded runner is not started: its key was revoked')
          return
        }
        if (stopping.signal.aborted) return
        const ended = await live()
        if (stopping.signal.aborted) return
        if (performance.now() - startedAt > LIVED_WELL_MS) pauseMs = FIRST_PAUSE_MS
        log.error({ ...ended, pauseMs }, 'the embedded runner ended, and is started again')
      } catch (error) {
        log.error({ err: error, pauseMs }, 'the embedded runner cannot be started')
      }
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }

  const kept = keepAlive()
  return {
    async stop() {
      stopping.abort()
      child?.kill('SIGTERM')
      const late = setTimeout(
        () => child?.kill('SIGKILL'),
        config.ISOLA_RUNNER_DRAIN_SECONDS * 1_000 + GRACE_MS,
      )
      await kept
      clearTimeout(late)
    },
  }
}
