import type { WorkloadSummary } from '@isola/domain'
import { whyNotKill, whyNotRetry } from '#/actions/permissions.ts'
import type { Me } from '#/lib/me.tsx'

export type BulkAct = 'kill' | 'retry'

export const BULK_ACTS = {
  kill: {
    name: 'Kill',
    done: 'killed',
    statuses: ['pending', 'running'],
    whyNot: whyNotKill,
    consequence:
      'Those that wait are killed at once. Those that run are asked to stop, and are killed once their runner says so. This cannot be undone; they can be retried.',
  },
  retry: {
    name: 'Retry',
    done: 'retried',
    statuses: ['completed', 'failed', 'killed'],
    whyNot: whyNotRetry,
    consequence:
      'For each a new workload is created, with the same source, limits and labels. The old ones stay as they are.',
  },
} as const satisfies Record<BulkAct, object>

export interface Sorted {
  can: WorkloadSummary[]
  /** With how many each reason concerns. */
  cannot: Map<string, number>
}

export function sortOut(act: BulkAct, workloads: readonly WorkloadSummary[], me: Me): Sorted {
  const sorted: Sorted = { can: [], cannot: new Map() }
  for (const workload of workloads) {
    const why = BULK_ACTS[act].whyNot(me, workload)
    if (why === undefined) sorted.can.push(workload)
    else sorted.cannot.set(why, (sorted.cannot.get(why) ?? 0) + 1)
  }
  return sorted
}
