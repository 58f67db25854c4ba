'use client'
import type { ListedRunner } from '@isola/domain'
import { CopyId } from '#/components/copy-id.tsx'
import { NearLink } from '#/components/near-link.tsx'
import { StatusIcon } from '#/components/status.tsx'
import { cn } from '#/lib/cn.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { Capabilities } from './capabilities.tsx'
import { Capacity } from './capacity.tsx'

/** Of hundreds that a runner has, the list names the oldest, which people look for, and counts the rest. */
const MOST_SHOWN = 6

/** Live runners first: one that was not seen for the length of a lease is given nothing. */
export const RunnerList = ({ runners }: { runners: ListedRunner[] }) => (
  <ul aria-label="Runners" className="divide-y divide-line border-line border-t">
    {runners
      .toSorted((one, other) => Number(other.live) - Number(one.live))
      .map((runner) => (
        <Row key={runner.id} {...runner} />
      ))}
  </ul>
)

const Row = ({ live, running, runningCount, capacity, capabilities, ...runner }: ListedRunner) => (
  <li
    className={cn(
      'grid grid-cols-2 gap-x-4 gap-y-3 px-3.5 py-2.5 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,2.4fr)]',
      !live && 'text-mute',
    )}
  >
    <Identity {...runner} live={live} />
    <div className="min-w-0">
      {live ? 'last seen' : 'offline since'} <RelativeTime at={runner.lastHeartbeatAt} />
      <span className="block text-fact text-mute">
        {live ? (
          <>
            registered <RelativeTime at={runner.registeredAt} />
          </>
        ) : (
          'nothing is given to it'
        )}
      </span>
    </div>
    <div className="min-w-0 max-lg:order-last max-lg:col-span-2">
      <Capacity used={runningCount} of={capacity} />
      <Running running={running} runningCount={runningCount} />
    </div>
    <div className="min-w-0 max-lg:col-span-2">
      <Capabilities capabilities={capabilities} />
    </div>
  </li>
)

const Identity = ({
  id,
  name,
  version,
  labels,
  live,
}: Omit<ListedRunner, 'running' | 'runningCount' | 'capacity' | 'capabilities'>) => (
  <div className="min-w-0">
    <bdi className={cn('break-words', live && 'font-medium')}>{name}</bdi>{' '}
    <span className="text-fact text-mute">{version}</span>
    <span className="flex items-center gap-1 text-fact text-mute">
      key <CopyId id={id} />
    </span>
    {Object.entries(labels).map(([key, value]) => (
      <span key={key} className="block break-words text-fact text-mute">
        <bdi>{key}</bdi> = <bdi>{value}</bdi>
      </span>
    ))}
  </div>
)

const Running = ({ running, runningCount }: Pick<ListedRunner, 'running' | 'runningCount'>) => (
  <ul aria-label="Runs now" className="mt-1.5 grid gap-0.5 empty:hidden">
    {running.slice(0, MOST_SHOWN).map(({ id, name }) => (
      <li key={id} className="flex min-w-0 items-center gap-1.5">
        <StatusIcon status="running" />
        <NearLink href={`/workloads/${id}`} className="truncate hover:underline">
          <bdi>{name ?? idTail(id)}</bdi>
        </NearLink>
      </li>
    ))}
    {runningCount > MOST_SHOWN && (
      <li className="text-fact text-mute">and {runningCount - MOST_SHOWN} more</li>
    )}
  </ul>
)
