import { parseConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../start-server.ts'

// As main.ts starts it, but nobody ends the process afterwards: it lives for as long as anything is left in it.
const parsed = parseConfig(process.env)
if ('problems' in parsed) throw new Error(parsed.problems.join('\n'))
await startServer(parsed.config, createLog(parsed.config)).catch((error: Error) => {
  process.stderr.write(`not started: ${error.message}\n`)
})
