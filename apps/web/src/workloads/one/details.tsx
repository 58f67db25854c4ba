'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { actorName } from '#/actions/event-words.ts'
import { CopyButton } from '#/components/copy-id.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { formatBytes, formatTotal } from '#/lib/format-count.ts'
import { idTail } from '#/lib/id-tail.ts'
import { formatExact, RelativeTime, useTimes } from '#/lib/time.tsx'
import { RunnerName } from '#/runners/runner-name.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import { alikeInput } from './related/related-inputs.ts'

export function Details({ workload }: { workload: WorkloadSummary }) {
  const { zone } = useTimes()
  const { requestedIsolation, isolation, labels, retryOf, createdBy, leaseUntil, lastHeartbeatAt } = workload
  return (
    <Panel title="Details" className="self-start">
      <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-x-2.5 gap-y-[7px] px-3.5 pt-1 pb-3.5 text-[12.5px]">
        <Fact name="Runtime">{workload.runtime}</Fact>
        <Fact name="Isolation">
          {isolation}{' '}
          {requestedIsolation !== isolation && <span className="text-faint">asked {requestedIsolation}</span>}
          {isolation === 'auto' && <span className="text-faint">never resolved</span>}
        </Fact>
        <Fact name="Node">{workload.nodeId && <RunnerName id={workload.nodeId} />}</Fact>
        <Fact name="Exit code">{workload.exitCode}</Fact>
        <Fact name="Limits">{limitsOf(workload)}</Fact>
        <Fact name="Labels">
          {Object.keys(labels).length > 0 && (
            <span className="flex flex-wrap gap-1">
              {Object.entries(labels).map(([key, value]) => (
                <Label key={key} name={key} value={value} />
              ))}
            </span>
          )}
        </Fact>
        <Fact name="Input hash">
          <InputHash workload={workload} />
        </Fact>
        <Fact name="Created">
          <RelativeTime at={workload.createdAt} /> by <bdi>{actorName(createdBy)}</bdi>
        </Fact>
        {workload.hold && <Fact name="Held">its creator runs it and reports</Fact>}
        {retryOf && (
          <Fact name="Retry of">
            <Link
              href={`/workloads/${retryOf}`}
              className="font-mono text-fact underline-offset-2 hover:underline"
            >
              {idTail(retryOf)}
            </Link>
          </Fact>
        )}
        {leaseUntil && (
          <Fact name="Lease">
            until {formatExact(leaseUntil, zone).slice(11, 19)}
            {lastHeartbeatAt && (
              <span className="block text-faint">
                last heartbeat <RelativeTime at={lastHeartbeatAt} />
              </span>
            )}
          </Fact>
        )}
        <Fact name="Log">
          {workload.logBytes > 0 && (
            <>
              {formatBytes(workload.logBytes)}
              {workload.logsTruncated && <span className="text-faint"> cut off at 64 MiB</span>}
            </>
          )}
        </Fact>
        <Fact name="Revision">{workload.revision}</Fact>
      </dl>
    </Panel>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-mute">{name}</dt>
    <dd className="min-w-0 break-words">
      {children === null || children === false || children === '' ? (
        <span className="text-faint">–</span>
      ) : (
        children
      )}
    </dd>
  </>
)

const Label = ({ name, value }: { name: string; value: string }) => (
  <Link
    href={`/workloads?${new URLSearchParams({ label: `${name}=${value}` })}`}
    title={`${name} = ${value}: workloads with this label`}
    className="inline-flex max-w-full gap-[5px] rounded-[5px] border border-line bg-panel px-[7px] py-px text-[12px] hover:border-line-strong"
  >
    <bdi className="max-w-[60%] shrink-0 truncate text-faint">{name}</bdi>
    <bdi className="truncate">{value}</bdi>
  </Link>
)

function InputHash({ workload }: { workload: WorkloadSummary }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.workload.list.queryOptions(alikeInput(workload)))
  const { inputHash } = workload
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <span className="font-mono text-fact" title={inputHash}>
        {inputHash.slice(0, 4)}…{inputHash.slice(-4)}
      </span>
      <CopyButton text={inputHash} what="input hash" />
      {data && data.total.count > 1 && (
        <Link
          href={`/workloads?${new URLSearchParams({ inputHash })}`}
          className="text-mute hover:text-text hover:underline"
        >
          {formatTotal(data.total)} alike
        </Link>
      )}
    </span>
  )
}

function limitsOf({ cpuLimit, memoryLimitMb, timeoutSeconds }: WorkloadSummary): string {
  const limits = [
    cpuLimit !== null && `${cpuLimit} CPU`,
    memoryLimitMb !== null && `${memoryLimitMb} MB`,
    timeoutSeconds !== null && `${timeoutSeconds} s`,
  ].filter((limit) => limit !== false)
  return limits.length > 0 ? limits.join(' · ') : 'defaults'
}
