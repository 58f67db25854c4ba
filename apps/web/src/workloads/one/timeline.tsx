'use client'
import type { WorkloadSummary } from '@isola/domain'
import { STATUS_FILL } from '#/components/status.tsx'
import { useNow } from '#/lib/clock.ts'
import { cn } from '#/lib/cn.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'

/** Queued, running, ended: how long each took, to scale as far as it can be seen. */
export function Timeline({ workload }: { workload: WorkloadSummary }) {
  const { zone } = useTimes()
  const now = useNow()
  const { status, createdAt, startedAt, finishedAt, durationMs } = workload
  const { queuedMs, ranMs } = phases(workload, now)
  const exact = finishedAt && formatExact(finishedAt, zone)
  return (
    <section aria-label="Timeline" className="rounded-[10px] border border-line bg-raise px-3.5 py-3">
      <div className="mb-2 flex flex-wrap justify-between gap-x-4 gap-y-0.5 text-mute">
        <span title={`Created ${formatExact(createdAt, zone)}`}>
          {status === 'pending' ? 'Waiting' : 'Queued'} {queuedMs === null ? '' : formatDuration(queuedMs)}
        </span>
        <Ran workload={workload} ranMs={ranMs} zone={zone} />
        <span title={exact ?? undefined}>
          {exact
            ? `Ended ${sameDay(createdAt, finishedAt) ? exact.slice(11) : exact}`.replace(/\.\d{3}/, '')
            : 'Not ended'}
        </span>
      </div>
      <div aria-hidden className="flex h-[9px] gap-0.5 overflow-hidden rounded-[5px] bg-line">
        <div
          className={cn('min-w-[1.2%]', STATUS_FILL.pending, status === 'pending' && 'animate-pulse')}
          style={{ flexGrow: startedAt ? Math.max(queuedMs ?? 0, 1) : 1 }}
        />
        {startedAt && (
          <div
            className={cn('min-w-[1.2%]', STATUS_FILL.running, status === 'running' && 'animate-pulse')}
            style={{ flexGrow: Math.max(ranMs ?? durationMs ?? 1, 1) }}
          />
        )}
        {finishedAt && <div className={cn('w-[1.2%] shrink-0', STATUS_FILL[status])} />}
      </div>
    </section>
  )
}

function Ran({
  workload: { status, startedAt, durationMs },
  ranMs,
  zone,
}: {
  workload: WorkloadSummary
  ranMs: number | null
  zone: 'utc' | 'local'
}) {
  if (!startedAt) return <span>{status === 'pending' ? 'Not started' : 'Never started'}</span>
  const title = `Started ${formatExact(startedAt, zone)}`
  if (status === 'running')
    return <span title={title}>Running {ranMs === null ? '' : formatDuration(ranMs)}</span>
  // A duration that was reported stands beside times that say something else.
  const reported = durationMs !== null && durationMs !== ranMs
  return (
    <span title={title}>
      Ran {durationMs === null ? 'for an unknown time' : formatDuration(durationMs)}
      {reported && ranMs !== null && (
        <span className="text-faint"> as reported; {formatDuration(ranMs)} by the clock</span>
      )}
    </span>
  )
}

const sameDay = (one: string, other: string) => one.slice(0, 10) === other.slice(0, 10)

/** How long it waited and ran, by its times; null where only the browser's clock can tell, and is not there yet. */
function phases({ createdAt, startedAt, finishedAt }: WorkloadSummary, now: number | null) {
  const end = finishedAt ? Date.parse(finishedAt) : now
  const between = (from: string, to: number | null) =>
    to === null ? null : Math.max(to - Date.parse(from), 0)
  return {
    queuedMs: between(createdAt, startedAt ? Date.parse(startedAt) : end),
    ranMs: startedAt ? between(startedAt, end) : null,
  }
}
