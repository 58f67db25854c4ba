import type { WorkloadSummary } from '@isola/domain'

export interface ActProps {
  workload: WorkloadSummary
  onDone(): void
}
