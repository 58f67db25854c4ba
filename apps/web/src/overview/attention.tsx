'use client'
import { LIMITS, type WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Status } from '#/components/status.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { formatTotal } from '#/lib/format-count.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { useTRPC } from '#/trpc/client.tsx'

const SHOWN = 8

interface Item {
  key: string
  id: string
  mark: ReactNode
  text: string
  at: string
}

/** What a person should look at: late heartbeats, failures that nobody retried, refused reports. */
export function Attention() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.stats.attention.queryOptions())
  const items: Item[] = data
    ? [
        ...data.lateHeartbeats.map((workload) => itemOf(workload, 'no heartbeat', workload.lastHeartbeatAt)),
        ...data.rejectedReports.map((event) => ({
          key: `event ${event.seq}`,
          id: event.workloadId,
          mark: <span className="rounded bg-pending-soft px-1.5 text-fact text-pending">Report refused</span>,
          text: `${event.actor.name} reported on ${idTail(event.workloadId)} too late`,
          at: event.at,
        })),
        ...data.failuresWithoutRetry.map((workload) =>
          itemOf(workload, workload.errorLine ?? 'failed without a word', workload.finishedAt),
        ),
      ]
    : []
  return (
    <Panel
      title="Needs attention"
      actions={
        <span className="text-[12px] text-mute">
          {countText(
            items.length,
            Object.values(data ?? {}).some((list) => list.length === LIMITS.attentionItems),
          )}
        </span>
      }
    >
      {data && items.length === 0 && (
        <p className="px-3.5 pb-4 text-mute">
          Nothing. Failures of the last 24 hours without a retry would stand here.
        </p>
      )}
      <ul>
        {items.slice(0, SHOWN).map(({ key, id, mark, text, at }) => (
          <li key={key} className="border-line border-t">
            <Link
              href={`/workloads/${id}`}
              className="grid grid-cols-[128px_1fr_auto] gap-3 px-3.5 py-2 hover:bg-hover"
            >
              <span className="truncate">{mark}</span>
              <span className="line-clamp-2 break-words">{text}</span>
              <RelativeTime at={at} className="text-mute" />
            </Link>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && (
        <Link
          href="/workloads?status=failed&finished=24h"
          className="block border-line border-t px-3.5 py-2 text-mute hover:bg-hover hover:text-text"
        >
          All failures of the last 24 h →
        </Link>
      )}
    </Panel>
  )
}

/** @param more of one kind there may be others, which were not asked for */
const countText = (count: number, more: boolean) =>
  count > SHOWN ? `${SHOWN} of ${formatTotal({ count, exact: !more })}` : count

const itemOf = (workload: WorkloadSummary, text: string, at: string | null): Item => ({
  key: workload.id,
  id: workload.id,
  mark: <Status status={workload.status} cause={workload.cause} />,
  text: `${workload.name ?? idTail(workload.id)}: ${text}`,
  at: at ?? workload.createdAt,
})
