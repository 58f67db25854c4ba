import type { WorkloadSummary } from '@isola/domain'
import { Status } from '#/components/status.tsx'
import { useNow } from '#/lib/clock.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { RunnerName } from '#/runners/runner-name.tsx'

/** The workload that a dialog is about, and its status as it is now. */
export function Subject({ workload }: { workload: WorkloadSummary }) {
  const now = useNow()
  const { id, name, status, cause, nodeId, createdAt, startedAt, finishedAt, killRequestedAt } = workload
  const since = Date.parse(finishedAt ?? startedAt ?? createdAt)
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {name && (
        <bdi className="max-w-full truncate text-text" title={name}>
          {name}
        </bdi>
      )}
      <span className="font-mono text-fact" title={id}>
        {idTail(id)}
      </span>
      is <Status status={status} cause={cause} />
      {now !== null && now - since >= 1_000 && <span>for {formatSeconds(now - since)}</span>}
      {status === 'running' && nodeId && (
        <span className="max-w-full truncate">
          on <RunnerName id={nodeId} />
        </span>
      )}
      {killRequestedAt && !finishedAt && (
        <span>
          · kill requested <RelativeTime at={killRequestedAt} />
        </span>
      )}
    </span>
  )
}

/** The clock ticks by seconds: tenths of them would say 4.0 s, then 5.0 s. */
const formatSeconds = (ms: number): string =>
  ms < 10_000 ? `${Math.floor(ms / 1_000)} s` : formatDuration(ms)
