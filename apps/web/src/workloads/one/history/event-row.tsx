'use client'
import type { EventKind, WorkloadEvent } from '@isola/domain'
import Link from 'next/link'
import { actorName } from '#/actions/event-words.ts'
import { STATUS_FILL } from '#/components/status.tsx'
import { cn } from '#/lib/cn.ts'
import { idTail } from '#/lib/id-tail.ts'
import { formatExact, useTimes } from '#/lib/time.tsx'
import { VisibleText } from '../text/visible-text.tsx'
import { ChangesTable } from './changes-table.tsx'
import { factsOf } from './event-facts.ts'

/** The rest is said by `from → to`. */
const TITLES: Partial<Record<EventKind, string>> = {
  created: 'Created',
  overridden: 'Overridden',
  amended: 'Amended',
  updated: 'Reported',
  kill_requested: 'Kill requested',
  report_rejected: 'Report refused',
  noted: 'Note',
  retried: 'Retried',
  deleted: 'Deleted',
}

/** What people have to notice in a history. */
const LOUD: ReadonlySet<EventKind> = new Set([
  'overridden',
  'amended',
  'report_rejected',
  'kill_requested',
  'deleted',
])
/** Corrections show what they replaced without being asked. */
const CORRECTIONS: ReadonlySet<EventKind> = new Set(['overridden', 'amended'])

/** What may have to be scrolled has to be reachable by keyboard. */
const LONG_REASON = 400

interface EventRowProps {
  event: WorkloadEvent
  /** The one shown before it: its day is said where it differs. */
  before: WorkloadEvent | undefined
}

export function EventRow({ event, before }: EventRowProps) {
  const { zone } = useTimes()
  const exact = formatExact(event.at, zone)
  const day = exact.slice(0, 10)
  const newDay = !before || formatExact(before.at, zone).slice(0, 10) !== day
  const { kind, from, to, actor, reason, changes } = event
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2.5 gap-y-0.5 px-3.5 py-[9px] sm:grid-cols-[104px_14px_minmax(0,1fr)_minmax(0,auto)]">
      <time dateTime={event.at} title={exact} className="font-mono text-fact text-mute leading-[19px]">
        {exact.slice(11, 23)}
        {newDay && <span className="block text-faint">{day}</span>}
      </time>
      <span
        aria-hidden
        className={cn(
          'mt-[5px] hidden size-[9px] rounded-full sm:block',
          to ? STATUS_FILL[to] : 'bg-line-strong',
        )}
      />
      <div className="order-last col-span-2 min-w-0 sm:order-none sm:col-span-1">
        <p className="break-words">
          {TITLES[kind] && (
            <span className={LOUD.has(kind) ? 'font-semibold' : kind === 'created' ? '' : 'font-medium'}>
              {TITLES[kind]}{' '}
            </span>
          )}
          {from && to && `${from} → ${to} `}
          {kind === 'retried' && <RetryLink id={changes?.retry?.new} />}
          <span className="text-faint">
            <VisibleText text={factsOf(event).join(', ')} />
          </span>
        </p>
        {reason && (
          <p
            className="max-h-48 overflow-y-auto whitespace-pre-wrap break-words text-mute"
            tabIndex={reason.length > LONG_REASON ? 0 : undefined}
          >
            {kind === 'noted' ? (
              <VisibleText text={reason} />
            ) : (
              <>
                “<VisibleText text={reason} />”
              </>
            )}
          </p>
        )}
        {changes && kind !== 'retried' && (
          <ChangesTable changes={changes} initial={kind === 'created'} open={CORRECTIONS.has(kind)} />
        )}
      </div>
      <span
        className="max-w-[220px] justify-self-end truncate text-right text-mute"
        title={`${actor.kind} ${actor.name} (${actor.id})`}
      >
        <bdi>{actorName(actor)}</bdi>
      </span>
    </li>
  )
}

const RetryLink = ({ id }: { id: unknown }) =>
  typeof id === 'string' ? (
    <>
      as{' '}
      <Link href={`/workloads/${id}`} className="font-mono text-fact underline-offset-2 hover:underline">
        {idTail(id)}
      </Link>{' '}
    </>
  ) : null
