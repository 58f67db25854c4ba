'use client'
import type { WorkloadSummary } from '@isola/domain'
import Link from 'next/link'
import { useBackends } from '#/runners/use-backends.ts'
import { whyNoRunner } from '#/runners/why-no-runner.ts'

/** Over a workload that waits for what nobody offers: said at once, and not when it has failed of it. */
export const NoRunnerYet = ({ workload }: { workload: WorkloadSummary }) =>
  workload.status === 'pending' && <Notice workload={workload} />

function Notice({ workload }: { workload: WorkloadSummary }) {
  const { data } = useBackends()
  const { requestedIsolation, runtime } = workload
  if (!data || !whyNoRunner({ ...workload, isolation: requestedIsolation }, data.items)) return null
  const asked = requestedIsolation === 'auto' ? '' : ` in ${requestedIsolation}`
  return (
    <p role="status" className="rounded-lg bg-pending-soft px-3.5 py-2">
      <span className="font-medium">
        No runner offers {runtime}
        {asked}.
      </span>{' '}
      It waits for one that does, and fails after a while, cause unsupported.{' '}
      <Link href="/runners" className="underline underline-offset-2">
        What there is
      </Link>
    </p>
  )
}
