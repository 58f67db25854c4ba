'use client'
import type { WorkloadSummary } from '@isola/domain'
import { ChevronDown, ChevronUp } from 'lucide-react'
import Link from 'next/link'
import { whyNotChangeStatus, whyNotRetry } from '#/actions/permissions.ts'
import type { Act } from '#/actions/workload-dialog.tsx'
import { CopyId } from '#/components/copy-id.tsx'
import { Status } from '#/components/status.tsx'
import { Button } from '#/components/ui/button.tsx'
import { cn } from '#/lib/cn.ts'
import { idTail } from '#/lib/id-tail.ts'
import { useMe } from '#/lib/me.tsx'
import { RelativeTime } from '#/lib/time.tsx'
import { useEvents } from './history/use-events.ts'
import { useNeighbours } from './use-neighbours.ts'
import { WorkloadMenu } from './workload-menu.tsx'

export function HeaderTitle({ workload }: { workload: WorkloadSummary }) {
  const { listHref } = useNeighbours(workload.id)
  return (
    <div className="flex min-w-0 items-center gap-2.5 overflow-hidden">
      <Link href={listHref} className="hidden shrink-0 text-mute hover:text-text sm:block">
        Workloads /
      </Link>
      <h1 className="min-w-20 truncate font-semibold text-title" title={workload.name ?? workload.id}>
        <bdi>{workload.name ?? idTail(workload.id)}</bdi>
      </h1>
      <HeaderFacts workload={workload} className="hidden shrink-0 flex-nowrap whitespace-nowrap xl:flex" />
    </div>
  )
}

/** Beside the name where there is room, under it where there is not. */
export const HeaderFacts = ({ workload, className }: { workload: WorkloadSummary; className?: string }) => (
  <div className={cn('flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1', className)}>
    <CopyId id={workload.id} />
    <Status status={workload.status} cause={workload.cause} />
    <OverriddenBadge id={workload.id} />
    <KillRequest workload={workload} />
  </div>
)

const STATUS_EVENTS: ReadonlySet<string> = new Set(['created', 'transitioned', 'overridden'])

/** Where the status it has was set against the rules. */
function OverriddenBadge({ id }: { id: string }) {
  const { data } = useEvents(id)
  const last = data?.pages.flatMap(({ items }) => items).find(({ kind }) => STATUS_EVENTS.has(kind))
  if (last?.kind !== 'overridden') return null
  return (
    <span
      title={`By ${last.actor.name}: ${last.reason ?? ''}`}
      className="rounded-[5px] bg-pending-soft px-[7px] py-px font-medium text-[11.5px] text-pending"
    >
      Overridden
    </span>
  )
}

function KillRequest({ workload: { status, killRequestedAt } }: { workload: WorkloadSummary }) {
  if (!killRequestedAt) return null
  if (status === 'killed') {
    return (
      <span className="text-fact text-mute">
        asked <RelativeTime at={killRequestedAt} />, confirmed
      </span>
    )
  }
  if (status !== 'running') return null
  return (
    <span
      role="status"
      className="rounded-[5px] bg-killed-soft px-[7px] py-px font-medium text-[11.5px] text-text"
    >
      Kill requested <RelativeTime at={killRequestedAt} className="font-normal text-mute" />
    </span>
  )
}

export function HeaderActions({ workload, onAct }: { workload: WorkloadSummary; onAct(act: Act): void }) {
  const me = useMe()
  return (
    <div className="flex shrink-0 items-center gap-2">
      <Neighbours id={workload.id} className="hidden md:flex" />
      <Button
        className="hidden sm:inline-flex"
        aria-keyshortcuts="r"
        unavailable={whyNotRetry(me, workload)}
        onClick={() => onAct('retry')}
      >
        Retry
      </Button>
      <Button
        className="hidden sm:inline-flex"
        aria-keyshortcuts="s"
        unavailable={whyNotChangeStatus(me, workload)}
        onClick={() => onAct('status')}
      >
        Change status
      </Button>
      <WorkloadMenu workload={workload} onAct={onAct} />
    </div>
  )
}

export function Neighbours({ id, className }: { id: string; className: string }) {
  const { previous, next, within } = useNeighbours(id)
  return (
    <span className={cn('flex items-center', className)}>
      <Button
        look="quiet"
        className="px-1.5"
        aria-label={`Previous ${within}`}
        aria-keyshortcuts="k ["
        unavailable={previous ? undefined : `None before it ${within}`}
        onClick={previous}
        {...(previous && { title: `Newer, ${within} (k)` })}
      >
        <ChevronUp className="size-4" />
      </Button>
      <Button
        look="quiet"
        className="px-1.5"
        aria-label={`Next ${within}`}
        aria-keyshortcuts="j ]"
        unavailable={next ? undefined : `None after it ${within}`}
        onClick={next}
        {...(next && { title: `Older, ${within} (j)` })}
      >
        <ChevronDown className="size-4" />
      </Button>
    </span>
  )
}
