import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig, ROOT, unknownSettings } from './config.ts'
import { createLog, logConsole } from './log.ts'
import { startServer } from './start-server.ts'

const environmentFile = join(ROOT, '.env')
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile)

const parsed = parseConfig(process.env)
if ('problems' in parsed) {
  for (const problem of parsed.problems) tell(problem)
  process.exit(1)
}
const { config } = parsed
const development = process.env.NODE_ENV === 'development'
const log = createLog(config)
if (!development) logConsole(log)
for (const name of unknownSettings(process.env)) log.warn({ name }, 'this is no setting of Isola')
// Workloads leave orphans, which are process 1's to reap; Node reaps only what it has started itself.
if (process.pid === 1)
  log.warn(
    'the server is process 1 and leaves zombies behind: start it under an init, such as tini or docker run --init',
  )

try {
  const server = await startServer(config, log, development)
  // Before anybody is told that it is ready: whoever reads that may stop it.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void server.stop().then(() => process.exit(0))
    })
  }
  greet(server)
} catch (error) {
  tell(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

function greet({ url, setUpUrl, bootstrapped }: Awaited<ReturnType<typeof startServer>>): void {
  const { ISOLA_BOOTSTRAP_KEY, ISOLA_DATA_DIR } = config
  const lines = ['', `Isola is ready at ${url}`, `Its data is in ${ISOLA_DATA_DIR}`]
  if (setUpUrl) lines.push('Nobody administers it yet. Whoever opens this link first does:', `  ${setUpUrl}`)
  else lines.push(`Sign in at ${url}/sign-in`)
  if (bootstrapped) lines.push('ISOLA_BOOTSTRAP_KEY is now an admin’s API key.')
  else if (ISOLA_BOOTSTRAP_KEY) lines.push('ISOLA_BOOTSTRAP_KEY is ignored: this is not the first start.')
  tell(`${lines.join('\n')}\n`)
}

/** People, on standard error: the log is for machines. */
function tell(words: string): void {
  process.stderr.write(`${words}\n`)
}
