import type { WorkloadSummary } from '@isola/domain'

/** The 95th percentile of the durations in sight, by nearest rank: a full bar. One giant does not flatten the rest. */
export function scaleOf(workloads: readonly WorkloadSummary[]): number {
  const durations = workloads.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b)
  return durations[Math.ceil(durations.length * 0.95) - 1] || 1
}
