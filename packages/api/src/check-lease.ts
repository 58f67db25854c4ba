import type { Caller } from '@isola/auth'
import { IsolaError, type WorkloadSummary } from '@isola/domain'
import type { Store } from '@isola/store'

/** A runner sees what it has a lease on, and nothing else. @throws FORBIDDEN */
export function checkLease<Summary extends WorkloadSummary>(
  { principal }: Caller,
  workload: Summary,
): Summary {
  if (principal.kind !== 'runner' || workload.leasedBy === principal.id) return workload
  throw new IsolaError({ code: 'FORBIDDEN' }, 'A runner sees the workloads that it has a lease on')
}

export async function checkLeaseOf(
  { caller, store }: { caller: Caller; store: Store },
  id: string,
): Promise<void> {
  if (caller.principal.kind === 'runner') checkLease(caller, await store.getWorkloadSummary(id))
}
