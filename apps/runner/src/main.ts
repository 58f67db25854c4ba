import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createIsolateBackend, createSandboxBackend } from '@isola/backends'
import { createIsolaClient } from '@isola/client'
import { pino } from 'pino'
import { parseConfig, ROOT } from './config.ts'
import { openDataFolder } from './data-folder.ts'
import { runRunner } from './run-runner.ts'

const environmentFile = join(ROOT, '.env')
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile)
const parsed = parseConfig(process.env)
if ('problems' in parsed) {
  for (const problem of parsed.problems) process.stderr.write(`${problem}\n`)
  process.exit(1)
}
const { config } = parsed
const log = pino({
  level: config.ISOLA_LOG_LEVEL,
  base: { part: 'runner' },
  timestamp: pino.stdTimeFunctions.isoTime,
})

const [draining, leaving, alone] = [new AbortController(), new AbortController(), new AbortController()]
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => drain(signal))
// The server that started this has died, perhaps before this could listen: another one starts a runner of its own.
process.once('disconnect', beAlone)
if (process.connected === false) beAlone()

const folder = config.ISOLA_RUNNER_DATA_DIR
try {
  openDataFolder(folder)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
const client = createIsolaClient({ url: config.ISOLA_URL, apiKey: config.ISOLA_RUNNER_KEY })
// Of this runner alone: whatever carries the name at its start is what an earlier life of it left behind.
const name = `isola-${hash('sha256', folder, 'hex').slice(0, 12)}`
const backends = [createIsolateBackend, createSandboxBackend].map((create) =>
  create({ scratchFolder: folder, name }),
)
try {
  const stop = { draining: draining.signal, leaving: leaving.signal, alone: alone.signal }
  await runRunner(client, backends, config, log, stop)
  process.exit(0)
} catch (error) {
  if (draining.signal.aborted) process.exit(0)
  log.error({ err: error }, 'ended')
  process.exit(1)
}

/** Once, to let what runs come to its end for a while; twice, not to wait for it. */
function drain(why: string): void {
  if (draining.signal.aborted) {
    leave(why)
    return
  }
  log.info({ why }, 'draining')
  draining.abort()
  setTimeout(leave, config.ISOLA_RUNNER_DRAIN_SECONDS * 1_000, 'time is up').unref()
}

function leave(why: string): void {
  log.info({ why }, 'leaving')
  draining.abort()
  leaving.abort()
}

function beAlone(): void {
  alone.abort(new Error('the server is gone'))
  leave('the server is gone')
}
