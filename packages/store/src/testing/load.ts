import type { Workload, WorkloadSummary } from '@isola/domain'
import type { Store } from '../store.ts'
import { admin, held } from './fixtures.ts'

/** Writers that go on until they are stopped or refused, and what they were told. */
export interface Load {
  /** Of each workload, the newest that was answered. */
  readonly acknowledged: Map<string, WorkloadSummary | Workload>
  /** Why writers ended that were not told to. */
  readonly refusals: unknown[]
  /** Resolves when so many writes were acknowledged in all. */
  reached(writes: number): Promise<void>
  /** Resolves when every writer has ended. */
  stop(): Promise<void>
}

export function putUnderLoad(store: Omit<Store, 'close'>, writers = 64): Load {
  const acknowledged = new Map<string, WorkloadSummary | Workload>()
  const refusals: unknown[] = []
  const waiting: { writes: number; resolve: () => void }[] = []
  let writes = 0
  let stopped = false
  const acknowledge = (workload: WorkloadSummary | Workload) => {
    acknowledged.set(workload.id, workload)
    writes++
    for (const waiter of waiting) if (writes >= waiter.writes) waiter.resolve()
  }
  const write = async () => {
    while (!stopped) {
      const { id } = await store.createWorkload(held, admin).then((made) => {
        acknowledge(made)
        return made
      })
      acknowledge(await store.updateWorkloadStatus(id, 'running', admin))
      await store.appendLogLines(id, [{ seq: 0, stream: 'stdout', line: id }], admin)
      acknowledge(await store.updateWorkload(id, { status: 'completed', exitCode: 0 }, admin))
    }
  }
  const writing = Array.from({ length: writers }, () => write().catch((error) => refusals.push(error)))
  return {
    acknowledged,
    refusals,
    reached: (wanted) =>
      new Promise((resolve) => {
        waiting.push({ writes: writes + wanted, resolve })
      }),
    stop: async () => {
      stopped = true
      await Promise.all(writing)
    },
  }
}

/** Acknowledged workloads that the record does not have, or has as they were before. */
export async function lostOf(
  store: Omit<Store, 'close'>,
  acknowledged: Map<string, WorkloadSummary | Workload>,
): Promise<string[]> {
  const lost: string[] = []
  for (const [id, { revision }] of acknowledged) {
    const found = await store.getWorkload(id).catch(() => null)
    if (!found || found.revision < revision) lost.push(`${id} at revision ${revision}`)
  }
  return lost
}
