import { type Actor, toTimestamp } from '@isola/domain'
import type { ReplayTarget } from '@isola/example-replay-trace'
import type { Store } from '@isola/store'

/** Giving `createdAt` is an import, which needs the right to act on everything. */
const IMPORTER: Actor = { kind: 'system', id: 'replay-trace', name: 'Trace replay', scope: 'all' }

/** Replays into a store in this process. */
export function storeTarget(store: Store): ReplayTarget {
  return {
    async create({ createdAt, ...limits }) {
      const { id } = await store.createWorkload(
        { runtime: 'oci', isolation: 'auto', hold: true, createdAt: toTimestamp(createdAt), ...limits },
        IMPORTER,
      )
      return id
    },
    async start(id, startedAt) {
      await store.updateWorkload(id, { status: 'running', startedAt: toTimestamp(startedAt) }, IMPORTER)
    },
    async finish(id, { finishedAt, ...outcome }) {
      await store.updateWorkload(id, { ...outcome, finishedAt: toTimestamp(finishedAt) }, IMPORTER)
    },
    async stats() {
      const { total, byStatus, byIsolation } = await store.getWorkloadStats()
      return { total, byStatus, byIsolation, durations: await store.getDurations() }
    },
  }
}
