/** All that a replay asks of a system of record. Times are milliseconds since 1970. */
export interface ReplayTarget {
  /** Answers the new workload's id. */
  create(workload: NewWorkload): Promise<string>
  start(id: string, startedAt: number): Promise<void>
  finish(id: string, outcome: Outcome): Promise<void>
  stats(): Promise<ReplayStats>
}

export interface NewWorkload {
  createdAt: number
  nodeId: string | null
  cpuLimit: number | null
  timeoutSeconds: number | null
}

interface Outcome {
  status: 'completed' | 'failed' | 'killed'
  finishedAt: number
  durationMs: number | null
}

export interface ReplayStats {
  total: number
  byStatus: Record<string, number>
  byIsolation: Record<string, number>
  /** Of completed workloads that have one; milliseconds. */
  durations: {
    count: number
    sumMs: number
    averageMs: number | null
    percentiles: { p50: number; p95: number; p99: number } | null
    leastMs: number | null
    greatestMs: number | null
    /** Ascending; both edges belong to the bucket. */
    buckets: { fromMs: number; toMs: number; count: number }[]
  }
}
