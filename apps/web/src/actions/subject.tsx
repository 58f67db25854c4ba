import type { WorkloadSummary } from '@isola/domain'
import { Status } from '#/components/status.tsx'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'

/** The workload that a dialog is about, and its status as it is now. */
export function Subject({ workload }: { workload: WorkloadSummary }) {
  const { id, name, status, cause, nodeId, createdAt, startedAt, finishedAt, killRequestedAt } = workload
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
      <span>
        since <RelativeTime at={finishedAt ?? startedAt ?? createdAt} />
      </span>
      {status === 'running' && nodeId && (
        <span className="max-w-full truncate">
          on <bdi>{nodeId}</bdi>
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
