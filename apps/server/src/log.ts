import { AsyncLocalStorage } from 'node:async_hooks'
import { format } from 'node:util'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** The id of the request that is being served: whatever is logged meanwhile carries it. */
export const requestIds = new AsyncLocalStorage<string>()

/** One JSON object a line, on standard output. */
export const createLog = ({ ISOLA_LOG_LEVEL }: Config): Logger =>
  pino({
    level: ISOLA_LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin() {
      const requestId = requestIds.getStore()
      return requestId === undefined ? {} : { requestId }
    },
  })

/** What libraries print, as lines of the log: standard output is the log's alone, and machines read it. */
export function logConsole(log: Logger): void {
  const levels = { debug: 'debug', info: 'debug', log: 'debug', warn: 'warn', error: 'error' } as const
  for (const [name, level] of Object.entries(levels))
    Object.assign(console, {
      [name]: (...said: unknown[]) => log[level]({ part: 'console' }, format(...said)),
    })
}
