'use client'
import type { Runner } from '@isola/domain'
import { CopyId } from '#/components/copy-id.tsx'
import { NearLink } from '#/components/near-link.tsx'
import { Cell, Table } from '#/components/ui/table.tsx'
import { cn } from '#/lib/cn.ts'
import { idTail } from '#/lib/id-tail.ts'
import { RelativeTime } from '#/lib/time.tsx'

const COLUMNS = [
  { name: 'Runner' },
  { name: 'Last heard of' },
  { name: 'Runs now' },
  { name: 'Can run' },
  { name: 'Registered', className: 'max-sm:hidden' },
]

/** Those who have registered; who is silent for a lease’s length is not counted on any more. */
export const RunnerList = ({ runners }: { runners: Runner[] }) => (
  <Table label="Runners" columns={COLUMNS}>
    {runners.map((runner) => (
      <Row key={runner.id} {...runner} />
    ))}
  </Table>
)

function Row({
  id,
  name,
  version,
  live,
  lastHeartbeatAt,
  running,
  capacity,
  capabilities,
  registeredAt,
}: Runner) {
  return (
    <tr className={cn('align-top', !live && 'text-mute')}>
      <Cell className="py-[7px]">
        <bdi>{name}</bdi> <span className="text-fact text-mute">{version}</span>
        <CopyId id={id} className="block text-fact" />
      </Cell>
      <Cell className="py-[7px]">
        <RelativeTime at={lastHeartbeatAt} />
        {!live && <span className="block text-fact">silent: nothing is given to it</span>}
      </Cell>
      <Cell className="whitespace-normal py-[7px] sm:min-w-[220px]">
        {running.length} of {capacity}
        {running.map((workload) => (
          <NearLink
            key={workload.id}
            href={`/workloads/${workload.id}`}
            className="block max-w-[260px] truncate text-fact hover:underline"
          >
            <bdi>{workload.name ?? idTail(workload.id)}</bdi>
          </NearLink>
        ))}
      </Cell>
      <Cell className="whitespace-normal py-[7px] sm:min-w-[240px]">
        {capabilities.map((capability) => (
          <Capability key={capability.isolation} {...capability} />
        ))}
      </Cell>
      <Cell className="py-[7px] max-sm:hidden">
        <RelativeTime at={registeredAt} />
      </Cell>
    </tr>
  )
}

const Capability = ({ isolation, available, runtimes, version, reason }: Runner['capabilities'][number]) => (
  <span className={cn('block', !available && 'text-mute')}>
    {isolation}{' '}
    <span className="text-fact text-mute">
      {available ? [runtimes.join(', '), version].filter(Boolean).join(' · ') : `no: ${reason}`}
    </span>
  </span>
)
