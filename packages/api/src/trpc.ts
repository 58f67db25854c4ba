import type { Permission } from '@isola/auth'
import { initTRPC } from '@trpc/server'
import type { ApiContext } from './context.ts'
import { toErrorShape } from './error-shape.ts'

export interface ProcedureMeta {
  permission: Permission | 'anyone'
}

const PING_MS = 15_000
const RECONNECT_AFTER_MS = 40_000

/** No transformer: the wire is plain JSON, which curl and every language read. */
export const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    // Stacks never leave, whatever NODE_ENV says.
    isDev: false,
    errorFormatter: ({ error, shape }) => toErrorShape(error, shape),
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: RECONNECT_AFTER_MS },
    },
  })
