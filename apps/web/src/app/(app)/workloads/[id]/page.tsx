import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { idTail } from '#/lib/id-tail.ts'
import { getQueryClient, Hydrate, trpc } from '#/trpc/server.tsx'
import { DeletedWorkload } from '#/workloads/one/deleted-workload.tsx'
import { alikeInput, retriesInput } from '#/workloads/one/related/related-inputs.ts'
import { WorkloadView } from '#/workloads/one/workload-view.tsx'
import { findWorkload, historyOf } from './find-workload.ts'

interface Props {
  params: Promise<{ id: string }>
}

/** Characters of source and output that travel with the page; larger ones are asked for by the tab that shows them. */
const MOST_INLINED = 128 * 1024

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const workload = await findWorkload(id)
  const found = workload !== null && workload !== 'deleted'
  return { title: (found && workload.name) || (workload ? idTail(id) : 'No such workload') }
}

export default async function WorkloadPage({ params }: Props) {
  const { id } = await params
  const workload = await findWorkload(id)
  if (workload === null) notFound()
  if (workload === 'deleted') {
    return (
      <Hydrate>
        <DeletedWorkload id={id} />
      </Hydrate>
    )
  }
  const queryClient = getQueryClient()
  const whole = trpc.workload.get.queryOptions({ id })
  await Promise.all([
    queryClient.prefetchQuery(whole),
    queryClient.prefetchInfiniteQuery(historyOf(id)),
    queryClient.prefetchQuery(trpc.workload.list.queryOptions(retriesInput(id))),
    queryClient.prefetchQuery(trpc.workload.list.queryOptions(alikeInput(workload))),
    workload.status === 'pending' && queryClient.prefetchQuery(trpc.system.backends.queryOptions()),
  ])
  const data = queryClient.getQueryData(whole.queryKey)
  const size =
    (data?.code?.length ?? 0) + (data?.output?.data.length ?? 0) + JSON.stringify(data?.input ?? null).length
  if (size > MOST_INLINED) queryClient.removeQueries({ queryKey: whole.queryKey })
  return (
    <Hydrate>
      <WorkloadView key={id} id={id} />
    </Hydrate>
  )
}
