'use client'
import type { WorkloadPage, WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Status } from '#/components/status.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Skeleton } from '#/components/ui/states.tsx'
import { cn } from '#/lib/cn.ts'
import { formatTotal } from '#/lib/format-count.ts'
import { formatDuration } from '#/lib/format-duration.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { alikeInput, retriesInput } from './related-inputs.ts'

export function RelatedTab({ workload }: { workload: WorkloadSummary }) {
  const { id, retryOf, inputHash } = workload
  const trpc = useTRPC()
  const original = useQuery({
    ...trpc.workload.list.queryOptions({ filter: { id: retryOf ?? id }, limit: 1 }),
    enabled: retryOf !== null,
  })
  const retries = useQuery(trpc.workload.list.queryOptions(retriesInput(id)))
  const alike = useQuery(trpc.workload.list.queryOptions(alikeInput(workload)))
  const { data: whole } = useQuery(trpc.workload.get.queryOptions({ id }))
  const sourceless = whole && whole.code === null && whole.image === null && whole.input === null
  return (
    <>
      {retryOf !== null && (
        <Panel title="It retries">
          <Rows page={original.data} none="It was deleted." />
        </Panel>
      )}
      <Panel title="Retries of it" actions={<All page={retries.data} href={`/workloads?retryOf=${id}`} />}>
        <Rows page={retries.data} none="Nobody has retried it." />
      </Panel>
      <Panel
        title="Equal work"
        actions={<All page={alike.data} href={`/workloads?inputHash=${inputHash}`} />}
      >
        {sourceless && (
          <p className="px-3.5 pb-2 text-mute">
            It came without code, image and input: every such {workload.runtime} workload counts as equal.
          </p>
        )}
        <Rows page={alike.data} without={id} none="No other has the same runtime, code, image and input." />
      </Panel>
    </>
  )
}

const All = ({ page, href }: { page: WorkloadPage | undefined; href: string }) =>
  page && page.total.count > 1 ? (
    <Link href={href} className="text-faint hover:text-text">
      All {formatTotal(page.total)} →
    </Link>
  ) : null

function Rows({ page, without, none }: { page: WorkloadPage | undefined; without?: string; none: string }) {
  if (!page) return <Skeleton className="mx-3.5 mb-3 h-16" />
  const items = page.items.filter(({ id }) => id !== without)
  if (items.length === 0) return <p className="px-3.5 pb-3 text-mute">{none}</p>
  return (
    <ul>
      {items.map(({ id, name, status, cause, isolation, durationMs, createdAt }) => (
        <li key={id} className="border-line border-t">
          <Link
            href={`/workloads/${id}`}
            className="grid h-[33px] grid-cols-[112px_minmax(0,1fr)_auto] items-center gap-2.5 px-3.5 hover:bg-hover sm:grid-cols-[150px_minmax(0,1fr)_80px_80px_90px]"
          >
            <Status status={status} cause={cause} />
            <span className="flex min-w-0 gap-2">
              {name && <bdi className="truncate">{name}</bdi>}
              <span
                className={cn('whitespace-nowrap font-mono text-fact text-mute', name && 'max-sm:hidden')}
              >
                {idTail(id)}
              </span>
            </span>
            <span className="hidden text-mute sm:block">{isolation}</span>
            <span className="hidden text-right sm:block">
              {durationMs === null ? '—' : formatDuration(durationMs)}
            </span>
            <RelativeTime at={createdAt} className="text-right text-mute" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
