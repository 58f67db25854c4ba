import { AsyncLocalStorage } from 'node:async_hooks'
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
