'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Status } from '#/components/status.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty } from '#/components/ui/states.tsx'
import { formatDuration } from '#/lib/format-duration.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { useElapsed } from '#/lib/use-elapsed.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { LATEST } from './latest-query.ts'

export function Latest() {
  const trpc = useTRPC()
  const { data } = useQuery({ ...trpc.workload.list.queryOptions(LATEST), refetchInterval: 5_000 })
  return (
    <Panel
      title="Latest"
      actions={
        <Link href="/workloads" className="font-medium text-[12px] text-mute hover:text-text">
          All workloads →
        </Link>
      }
    >
      {data?.items.length === 0 ? (
        <Empty title="Nothing has been recorded yet">
          Create a workload here, or report one from an app of yours with the client.
        </Empty>
      ) : (
        <ul>
          {data?.items.map((workload) => (
            <li key={workload.id} className="border-line border-t">
              <Link
                href={`/workloads/${workload.id}`}
                className="grid h-row grid-cols-[112px_minmax(0,1fr)_72px] items-center gap-3 px-3.5 hover:bg-hover sm:grid-cols-[140px_1fr_76px_72px_72px_88px]"
              >
                <Status status={workload.status} cause={workload.cause} className="overflow-hidden" />
                <span className="truncate">
                  {workload.name ?? <span className="text-faint">unnamed</span>}
                </span>
                <span className="hidden font-mono text-[11.5px] text-mute sm:block">
                  {idTail(workload.id)}
                </span>
                <span className="hidden text-mute sm:block">{workload.isolation}</span>
                <span className="hidden text-right sm:block">
                  <Duration workload={workload} />
                </span>
                <RelativeTime at={workload.createdAt} className="text-right text-mute" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const textOf = (ms: number | null) => (ms === null ? '—' : formatDuration(ms))

function Duration({ workload: { status, startedAt, durationMs } }: { workload: WorkloadSummary }) {
  return status === 'running' && startedAt ? <Counting since={startedAt} /> : textOf(durationMs)
}

const Counting = ({ since }: { since: string }) => textOf(useElapsed(since))
