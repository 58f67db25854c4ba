import { Agent } from 'node:http'
import { ask, bearer } from './ask.ts'
import { BOOTSTRAP_KEY } from './spawn-server.ts'

/** Clients that write until the server is gone, each on a connection of its own that it keeps. */
export interface Writers {
  /** Of each workload, the revision that was answered last. */
  acknowledged: Map<string, number>
  /** Statuses of whatever was refused. */
  refusals: number[]
  /** Resolves when so many writes were acknowledged. */
  reached(writes: number): Promise<void>
  /** Resolves when none can connect any more. */
  ended: Promise<unknown>
}

export function putUnderLoad(url: string, count = 32): Writers {
  const acknowledged: Writers['acknowledged'] = new Map()
  const refusals: number[] = []
  const waiting: { writes: number; resolve: () => void }[] = []
  let writes = 0
  const headers = bearer(BOOTSTRAP_KEY)

  /** Null when it was refused. @throws when there is nobody to answer */
  const write = async (agent: Agent, procedure: string, body: object) => {
    const { status, text } = await ask(url, `/api/trpc/${procedure}`, { headers, body, agent })
    if (status !== 200) {
      refusals.push(status)
      return null
    }
    const { id, revision } = JSON.parse(text).result.data
    acknowledged.set(id, revision)
    writes++
    for (const waiter of waiting) if (writes >= waiter.writes) waiter.resolve()
    return id
  }
  const run = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    try {
      for (;;) {
        const id = await write(agent, 'workload.create', { runtime: 'node', hold: true })
        if (id) await write(agent, 'workload.updateStatus', { id, status: 'running' })
      }
    } catch (error) {
      if (!isGone(error)) throw error
    } finally {
      agent.destroy()
    }
  }
  return {
    acknowledged,
    refusals,
    reached: (wanted) => new Promise((resolve) => waiting.push({ writes: wanted, resolve })),
    ended: Promise.all(Array.from({ length: count }, run)),
  }
}

/** The connection was refused or cut off: nothing was answered. */
export const isGone = (error: unknown): boolean =>
  /^(ECONNREFUSED|ECONNRESET|EPIPE)$/.test((error as NodeJS.ErrnoException).code ?? '')
