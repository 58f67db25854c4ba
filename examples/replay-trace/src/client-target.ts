import type { IsolaClient } from '@isola/client'
import type { ReplayTarget } from './port.ts'

const timestamp = (ms: number): string => new Date(ms).toISOString()

/** Replays into an Isola that is served somewhere. Giving `createdAt` is an import, which needs the key of an admin. */
export function clientTarget({ workload, stats }: IsolaClient): ReplayTarget {
  return {
    async create({ createdAt, ...limits }) {
      const { id } = await workload.create.mutate({
        runtime: 'oci',
        isolation: 'auto',
        hold: true,
        createdAt: timestamp(createdAt),
        // With it a create whose answer is lost may be repeated.
        idempotencyKey: crypto.randomUUID(),
        ...limits,
      })
      return id
    },
    async start(id, startedAt) {
      await workload.update.mutate({ id, status: 'running', startedAt: timestamp(startedAt) })
    },
    async finish(id, { finishedAt, ...outcome }) {
      await workload.update.mutate({ id, ...outcome, finishedAt: timestamp(finishedAt) })
    },
    async stats() {
      const [{ total, byStatus, byIsolation }, durations] = await Promise.all([
        stats.summary.query(),
        stats.durations.query(),
      ])
      return { total, byStatus, byIsolation, durations }
    },
  }
}
