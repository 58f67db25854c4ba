'use client'
import type { WorkloadSummary } from '@isola/domain'
import { formatDuration } from '#/lib/format-duration.ts'
import { useElapsed } from '#/lib/use-elapsed.ts'

interface DurationProps {
  workload: WorkloadSummary
  /** What a full bar stands for. */
  scaleMs: number
}

export function Duration({ workload, scaleMs }: DurationProps) {
  const { status, startedAt } = workload
  if (status === 'running' && startedAt) return <Counting since={startedAt} scaleMs={scaleMs} />
  return <Bar ms={workload.durationMs} scaleMs={scaleMs} />
}

const Counting = ({ since, scaleMs }: { since: string; scaleMs: number }) => (
  <Bar ms={useElapsed(since)} scaleMs={scaleMs} counting />
)

interface BarProps {
  ms: number | null
  scaleMs: number
  counting?: boolean
}

const Bar = ({ ms, scaleMs, counting }: BarProps) => (
  <span className="flex items-center justify-end gap-2">
    {ms === null ? <span className="text-faint">—</span> : formatDuration(ms)}
    <span aria-hidden className="h-1 w-[74px] shrink-0 overflow-hidden rounded-sm bg-line">
      <span
        className={counting ? 'block h-full bg-running' : 'block h-full bg-faint'}
        style={{ width: ms === null ? 0 : `${Math.min(100, Math.max(2, (100 * ms) / scaleMs))}%` }}
      />
    </span>
  </span>
)
